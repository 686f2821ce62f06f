import { leafScore, leafWeight } from './leafWeight.ts'
import {
  canBeSplit,
  type OpenNode,
  openChildren,
  openRoot,
  partRows,
  type Split,
  type TreeGrower,
  writeTasks,
} from './treeGrower.ts'
import { createNodes, type GrownTree, sealTree } from './treeNodes.ts'
import { FILL, PAIR, RESULT_WORDS, SUBTRACT, SYMMETRIC, TERM, type TreeRoom } from './treeRoom.ts'

/** One cut a level, for all its nodes; some leaves may stay empty, of value 0. */
export function growSymmetric(grower: TreeGrower, taken: number, all: number): GrownTree {
  const nodes = createNodes()
  const { room, free } = grower
  const root = openRoot(grower, nodes, taken, all)
  let level: OpenNode[] = [root]
  if (canBeSplit(grower, root)) {
    root.slot = free.pop()!
    let toSearch: OpenNode[] = [root]
    for (let depth = 0; depth < grower.growth.depth; depth++) {
      writeTasks(grower, toSearch)
      grower.pulse()
      room.search(toSearch.length, grower.mode | SYMMETRIC)
      const cut = readCut(room)
      if (cut === null) break
      const partings = splitsOf(grower, level, cut)
      const middles = partRows(grower, partings)
      const pairs = partings.map(({ parent, split }, at) => openChildren(grower, nodes, parent, split, middles[at]!))
      // The last level is not searched any more and needs no histograms.
      const isLast = depth + 1 === grower.growth.depth
      toSearch = isLast ? [] : pairs.flatMap((pair, at) => passHistogram(free, level[at]!, pair))
      if (isLast) for (const parent of level) free.push(parent.slot)
      level = pairs.flat()
    }
  }
  for (const node of level) if (node.slot > 0) free.push(node.slot)
  return sealTree(nodes, level)
}

type Cut = { readonly column: number; readonly bin: number; readonly missing: number; readonly gain: number }

function readCut({ results, shares }: TreeRoom): Cut | null {
  let best = -1
  for (let at = 0; at < shares * RESULT_WORDS; at += RESULT_WORDS) {
    if (results[at + 1]! >= 0 && (best < 0 || results[at]! > results[best]!)) best = at
  }
  if (best < 0) return null
  return {
    gain: results[best]!,
    column: results[best + 1]!,
    bin: results[best + 2]!,
    missing: results[best + 3]!,
  }
}

type LeftSums = { readonly gradient: number; readonly hessian: number }

/** Where training had no missing values they follow the heavier side. */
function sendsMissingLeft(cut: Cut, level: readonly OpenNode[], lefts: readonly LeftSums[]): boolean {
  if (cut.missing >= 0) return cut.missing === 1
  const all = level.reduce((sum, { hessian }) => sum + hessian, 0)
  const left = lefts.reduce((sum, { hessian }) => sum + hessian, 0)
  return left >= all - left
}

function leftSums(room: TreeRoom, slot: number, cut: Cut): LeftSums {
  const first = slot * room.slotLength + PAIR * cut.column * (room.size.bins + 1)
  const missing = first + PAIR * room.bins[cut.column]!
  let gradient = cut.missing === 1 ? room.histograms[missing]! : 0
  let hessian = cut.missing === 1 ? room.histograms[missing + 1]! : 0
  for (let at = first; at <= first + PAIR * cut.bin; at += PAIR) {
    gradient += room.histograms[at]!
    hessian += room.histograms[at + 1]!
  }
  return { gradient, hessian }
}

function splitsOf(grower: TreeGrower, level: readonly OpenNode[], cut: Cut) {
  const lefts = level.map((parent) => leftSums(grower.room, parent.slot, cut))
  const missingLeft = sendsMissingLeft(cut, level, lefts)
  return level.map((parent, at) => {
    const left = lefts[at]!
    const { column, bin } = cut
    const split: Split = { column, bin, missingLeft, ...left, gain: ownGain(grower, parent, left) }
    return { parent, split }
  })
}

/** What one node of the level gains by the cut. */
function ownGain(grower: TreeGrower, { gradient, hessian, lower, upper }: OpenNode, left: LeftSums): number {
  const { terms } = grower.room
  const lambda = terms[TERM.lambda]!
  const alpha = terms[TERM.alpha]!
  const score = (g: number, h: number) => leafScore(g, h, lambda, alpha, leafWeight(g, h, lambda, alpha, lower, upper))
  const right = { gradient: gradient - left.gradient, hessian: hessian - left.hessian }
  if (left.hessian === 0 || right.hessian === 0) return 0
  return score(left.gradient, left.hessian) + score(right.gradient, right.hessian) - score(gradient, hessian)
}

/** The smaller child's sums are filled in, the larger one's are the parent's less those. */
function passHistogram(free: number[], parent: OpenNode, [left, right]: readonly [OpenNode, OpenNode]): OpenNode[] {
  const isLeftSmaller = left.to - left.from <= right.to - right.from
  const small = isLeftSmaller ? left : right
  const large = isLeftSmaller ? right : left
  small.slot = free.pop()!
  small.kind = FILL
  large.slot = parent.slot
  large.kind = SUBTRACT
  large.less = small.slot
  return [small, large]
}
