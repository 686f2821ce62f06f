import { leafWeight } from './leafWeight.ts'
import { addLeaf, type NodeSpans, type TreeNodes } from './treeNodes.ts'
import {
  BINS_A_COLUMN,
  FILL,
  GENERAL,
  MOVE_WORDS,
  PAIR,
  PLAIN,
  RESULT_WORDS,
  SUBTRACT,
  SUM_WORDS,
  TASK_WORDS,
  TERM,
  type TreeRoom,
} from './treeRoom.ts'

/** Level-wise: all nodes, down to `depth`. Leaf-wise: the best leaf first, up to `leaves`. Symmetric: one cut for all nodes of a level. */
export type Growth = {
  readonly shape: 'level' | 'leaf' | 'symmetric'
  readonly depth: number
  readonly leaves: number
  /** A node of fewer rows is a leaf. */
  readonly splitRows: number
  readonly learningRate: number
}

/** Puts the columns that a node may be split by into the room's lists, from `at` on; how many they are. */
export type ColumnChooser = (at: number) => number

/** What the trees of one fit have in common. */
export type TreeGrower = {
  readonly room: TreeRoom
  readonly growth: Growth
  readonly mode: number
  /** Histogram slots that are free; 0 is never among them. */
  readonly free: number[]
  /** Columns drawn for each node; null: the first `columns` of the lists, for all. */
  readonly choose: ColumnChooser | null
  columns: number
  /** Called before each search: throws where the fit is to stop. */
  readonly pulse: () => void
}

/** Sums of a split's left side, and what goes there. */
export type Split = {
  readonly column: number
  readonly bin: number
  readonly missingLeft: boolean
  readonly gain: number
  readonly gradient: number
  readonly hessian: number
}

/** A node that has not been split. */
export type OpenNode = NodeSpans & {
  readonly depth: number
  readonly gradient: number
  readonly hessian: number
  readonly lower: number
  readonly upper: number
  /** Its histogram, 0: not kept. */
  slot: number
  split: Split | null
  /** The task that its search begins with: filled, or left over of what is in its slot when `less` is taken away. */
  kind: number
  less: number
}

export function createGrower(
  room: TreeRoom,
  growth: Growth,
  mode: number,
  choose: ColumnChooser | null,
  pulse: () => void,
): TreeGrower {
  const free: number[] = []
  for (let slot = room.size.histograms - 1; slot > 0; slot--) free.push(slot)
  return { room, growth, mode, free, choose, columns: 0, pulse }
}

/** PLAIN where neither bounds nor a penalty of size are asked for. */
export function searchModeOf(monotone: Int32Array, alpha: number): number {
  return alpha > 0 || monotone.some((direction) => direction !== 0) ? GENERAL : PLAIN
}

export function openRoot(grower: TreeGrower, nodes: TreeNodes, taken: number, all: number): OpenNode {
  const { order, gradients } = grower.room
  let gradient = 0
  let hessian = 0
  for (let at = 0; at < taken; at++) {
    gradient += gradients[PAIR * order[at]!]!
    hessian += gradients[PAIR * order[at]! + 1]!
  }
  const lower = Number.NEGATIVE_INFINITY
  const upper = Number.POSITIVE_INFINITY
  const spans = { from: 0, to: taken, restFrom: taken, restTo: all }
  return openNode(grower, nodes, { ...spans, depth: 0, gradient, hessian, lower, upper })
}

type NodeSums = Pick<
  OpenNode,
  'depth' | 'from' | 'to' | 'restFrom' | 'restTo' | 'gradient' | 'hessian' | 'lower' | 'upper'
>

export function openNode(grower: TreeGrower, nodes: TreeNodes, sums: NodeSums): OpenNode {
  const value = grower.growth.learningRate * weightOf(grower, sums)
  return { ...sums, node: addLeaf(nodes, value, sums.hessian), slot: 0, split: null, kind: FILL, less: 0 }
}

function weightOf(
  { room }: TreeGrower,
  { gradient, hessian, lower, upper }: Pick<OpenNode, 'gradient' | 'hessian' | 'lower' | 'upper'>,
) {
  return leafWeight(gradient, hessian, room.terms[TERM.lambda]!, room.terms[TERM.alpha]!, lower, upper)
}

/** Whether it is worth a search. */
export function canBeSplit({ growth, room }: TreeGrower, { depth, from, to, hessian }: OpenNode): boolean {
  const { terms } = room
  return (
    depth < growth.depth &&
    to - from >= Math.max(2, growth.splitRows, 2 * terms[TERM.leastRows]!) &&
    hessian >= 2 * terms[TERM.leastWeight]!
  )
}

/** Finds the best split of each node, in order; gives the slots of those that have none back. */
export function searchNodes(grower: TreeGrower, open: readonly OpenNode[]): void {
  const { room, free } = grower
  for (let first = 0; first < open.length; first += room.size.tasks) {
    const batch = open.slice(first, first + room.size.tasks)
    writeTasks(grower, batch)
    grower.pulse()
    room.search(batch.length, grower.mode)
    for (const [task, node] of batch.entries()) node.split = readSplit(room, task * room.shares, room.shares)
  }
  for (const node of open) {
    if (node.split !== null || node.slot === 0) continue
    free.push(node.slot)
    node.slot = 0
  }
}

export function writeTasks({ room, choose, columns }: TreeGrower, batch: readonly OpenNode[]): void {
  let list = 0
  for (const [task, node] of batch.entries()) {
    const at = task * TASK_WORDS
    const width = choose === null ? columns : choose(list)
    room.tasks[at] = node.kind
    room.tasks[at + 1] = node.from
    room.tasks[at + 2] = node.to
    room.tasks[at + 3] = node.slot
    room.tasks[at + 4] = list
    room.tasks[at + 5] = width
    room.tasks[at + 6] = node.less
    room.sums[task * SUM_WORDS] = node.gradient
    room.sums[task * SUM_WORDS + 1] = node.hessian
    room.sums[task * SUM_WORDS + 2] = node.lower
    room.sums[task * SUM_WORDS + 3] = node.upper
    if (choose !== null) list += width
  }
}

/** The best of the shares' results; of equal ones the first, whose columns are lower. */
function readSplit({ results }: TreeRoom, first: number, shares: number): Split | null {
  let best = -1
  for (let share = first; share < first + shares; share++) {
    const at = share * RESULT_WORDS
    if (results[at + 1]! >= 0 && (best < 0 || results[at]! > results[best]!)) best = at
  }
  if (best < 0) return null
  return {
    gain: results[best]!,
    column: results[best + 1]!,
    bin: results[best + 2]!,
    missingLeft: results[best + 3] === 1,
    gradient: results[best + 4]!,
    hessian: results[best + 5]!,
  }
}

/** Splits the nodes, which all have a split, and searches their children: left and right of each, in order. */
export function splitNodes(grower: TreeGrower, nodes: TreeNodes, parents: readonly OpenNode[]): OpenNode[] {
  const middles = partRows(
    grower,
    parents.map((parent) => ({ parent, split: parent.split! })),
  )
  const children: OpenNode[] = []
  const toSearch: OpenNode[] = []
  for (const [at, parent] of parents.entries()) {
    const pair = openChildren(grower, nodes, parent, parent.split!, middles[at]!)
    assignHistograms(grower, parent, pair, toSearch)
    children.push(...pair)
  }
  searchNodes(grower, toSearch)
  return children
}

type Parting = { readonly parent: OpenNode; readonly split: Pick<Split, 'column' | 'bin' | 'missingLeft'> }
/** Where the right side begins, among the rows of the tree and among the others. */
type Middle = { readonly taken: number; readonly rest: number }

/** Reorders the rows of all nodes. */
export function partRows({ room }: TreeGrower, partings: readonly Parting[]): Middle[] {
  const { moves, size } = room
  const middles: Middle[] = []
  const perBatch = Math.max(1, Math.floor(size.tasks / 2))
  for (let first = 0; first < partings.length; first += perBatch) {
    const batch = partings.slice(first, first + perBatch)
    for (const [at, { parent, split }] of batch.entries()) {
      const spans = [parent.from, parent.to, parent.restFrom, parent.restTo]
      for (let span = 0; span < 2; span++) {
        const move = (2 * at + span) * MOVE_WORDS
        moves[move] = spans[2 * span]!
        moves[move + 1] = spans[2 * span + 1]!
        moves[move + 2] = split.column
        moves[move + 3] = split.bin
        moves[move + 4] = split.missingLeft ? 1 : 0
      }
    }
    room.part(2 * batch.length)
    for (const [at, { parent }] of batch.entries()) {
      const taken = parent.from + moves[2 * at * MOVE_WORDS + 5]!
      middles.push({ taken, rest: parent.restFrom + moves[(2 * at + 1) * MOVE_WORDS + 5]! })
    }
  }
  return middles
}

/** Turns the node into a split of two new leaves, which inherit its bounds: where the column is constrained, none may pass the middle of both values. */
export function openChildren(
  grower: TreeGrower,
  nodes: TreeNodes,
  parent: OpenNode,
  split: Split,
  middle: Middle,
): [OpenNode, OpenNode] {
  const { room } = grower
  const depth = parent.depth + 1
  const right = { gradient: parent.gradient - split.gradient, hessian: parent.hessian - split.hessian }
  const bounds = boundsOf(grower, parent, split, right)
  const leftNode = openNode(grower, nodes, {
    depth,
    gradient: split.gradient,
    hessian: split.hessian,
    ...bounds.left,
    from: parent.from,
    to: middle.taken,
    restFrom: parent.restFrom,
    restTo: middle.rest,
  })
  const rightNode = openNode(grower, nodes, {
    depth,
    ...right,
    ...bounds.right,
    from: middle.taken,
    to: parent.to,
    restFrom: middle.rest,
    restTo: parent.restTo,
  })
  const { node } = parent
  const isLast = split.bin >= room.bins[split.column]! - 1
  nodes.column[node] = split.column
  nodes.threshold[node] = isLast ? null : room.thresholds[split.column * BINS_A_COLUMN + split.bin]!
  nodes.missingLeft[node] = split.missingLeft ? 1 : 0
  nodes.left[node] = leftNode.node
  nodes.right[node] = rightNode.node
  nodes.value[node] = 0
  nodes.gain[node] = split.gain
  return [leftNode, rightNode]
}

function boundsOf(
  grower: TreeGrower,
  { lower, upper }: OpenNode,
  left: Pick<Split, 'column' | 'gradient' | 'hessian'>,
  right: { readonly gradient: number; readonly hessian: number },
) {
  const same = { lower, upper }
  const direction = grower.room.monotone[left.column]!
  if (direction === 0) return { left: same, right: same }
  const leftValue = weightOf(grower, { ...left, ...same })
  const rightValue = weightOf(grower, { ...right, ...same })
  // An empty side (of a symmetric tree) has no value of its own to meet half way.
  const middle = left.hessian === 0 ? rightValue : right.hessian === 0 ? leftValue : (leftValue + rightValue) / 2
  const below = { lower, upper: middle }
  const above = { lower: middle, upper }
  return direction > 0 ? { left: below, right: above } : { left: above, right: below }
}

/**
 * The smaller child's histogram is summed from its rows, the larger one's is the parent's less that, where there is room to keep them. Sums are exact: the way
 * changes no bit. Adds those that are to be searched to `toSearch`.
 */
function assignHistograms(
  grower: TreeGrower,
  parent: OpenNode,
  [left, right]: readonly [OpenNode, OpenNode],
  toSearch: OpenNode[],
): void {
  const { free } = grower
  const isLeftSmaller = left.to - left.from <= right.to - right.from
  const small = isLeftSmaller ? left : right
  const large = isLeftSmaller ? right : left
  const own = parent.slot
  parent.slot = 0
  const wanted = [small, large].filter((child) => canBeSplit(grower, child))
  if (own > 0 && wanted.includes(large) && free.length > 0) {
    small.slot = free.pop()!
    large.slot = own
    large.kind = SUBTRACT
    large.less = small.slot
    toSearch.push(small, large)
    return
  }
  if (own > 0) free.push(own)
  for (const child of wanted) {
    child.slot = grower.choose === null ? (free.pop() ?? 0) : 0
    toSearch.push(child)
  }
}
