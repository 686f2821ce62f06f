import type { RegressionTree } from '../boosting/regressionTree.ts'

/** A node of a tree in a file, as our trees say it: values at or below the threshold go left. Places are the file's own. */
export type FileNode =
  | { readonly kind: 'leaf'; readonly value: number; readonly cover: number }
  | {
      readonly kind: 'split'
      readonly column: number
      readonly threshold: number | null
      readonly missingLeft: boolean
      readonly left: number
      readonly right: number
      readonly gain: number
      readonly cover: number
    }

/**
 * The tree below `root`, its nodes numbered as in the file where children stand behind their parents there, else from the root down.
 * Null where a node is reached twice, is not there, or splits a column that is not there.
 */
export function plantTree(
  root: number,
  columns: number,
  nodeAt: (place: number) => FileNode | null,
): RegressionTree | null {
  const reached = new Map<number, FileNode>()
  const open = [root]
  let isInOrder = true
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const node = nodeAt(place)
    if (node === null || reached.has(place)) return null
    reached.set(place, node)
    if (node.kind === 'leaf') {
      if (!Number.isFinite(node.value)) return null
      continue
    }
    if (!(node.column >= 0 && node.column < columns) || Number.isNaN(node.threshold)) return null
    isInOrder &&= node.left > place && node.right > place
    open.push(node.right, node.left)
  }
  const places = isInOrder ? [...reached.keys()].sort((a, b) => a - b) : [...reached.keys()]
  return numbered(
    places.map((place) => reached.get(place)!),
    new Map(places.map((place, number) => [place, number])),
  )
}

function numbered(nodes: readonly FileNode[], numberOf: ReadonlyMap<number, number>): RegressionTree {
  const split = <T>(of: (node: FileNode & { kind: 'split' }) => T, otherwise: T) =>
    nodes.map((node) => (node.kind === 'split' ? of(node) : otherwise))
  return {
    column: split((node) => node.column, -1),
    threshold: split<number | null>((node) => node.threshold, 0),
    missingLeft: split((node) => (node.missingLeft ? 1 : 0), 0),
    left: split((node) => numberOf.get(node.left)!, -1),
    right: split((node) => numberOf.get(node.right)!, -1),
    value: nodes.map((node) => (node.kind === 'leaf' ? node.value : 0)),
    gain: split((node) => node.gain, 0),
    cover: nodes.map(({ cover }) => cover),
  }
}
