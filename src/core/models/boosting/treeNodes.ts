import type { RegressionTree } from './regressionTree.ts'

/** Where a node's rows are in the room's order: those the tree is grown on, and others that were sent through it. */
export type NodeSpans = {
  readonly node: number
  readonly from: number
  readonly to: number
  readonly restFrom: number
  readonly restTo: number
}

/** A tree, and the rows of its leaves. */
export type GrownTree = { readonly tree: RegressionTree; readonly leaves: readonly NodeSpans[] }

/** A tree while it grows. */
export type TreeNodes = {
  readonly column: number[]
  readonly threshold: (number | null)[]
  readonly missingLeft: number[]
  readonly left: number[]
  readonly right: number[]
  readonly value: number[]
  readonly gain: number[]
  readonly cover: number[]
}

export function createNodes(): TreeNodes {
  return { column: [], threshold: [], missingLeft: [], left: [], right: [], value: [], gain: [], cover: [] }
}

/** Appends a leaf; its number. */
export function addLeaf(nodes: TreeNodes, value: number, cover: number): number {
  nodes.column.push(-1)
  nodes.threshold.push(null)
  nodes.missingLeft.push(0)
  nodes.left.push(-1)
  nodes.right.push(-1)
  // Never -0, which JSON does not know.
  nodes.value.push(value + 0)
  nodes.gain.push(0)
  return nodes.cover.push(cover) - 1
}

export function sealTree(nodes: TreeNodes, leaves: readonly NodeSpans[]): GrownTree {
  return { tree: nodes, leaves }
}
