import type { FlatTrees } from '../trees/flatTrees.ts'
import type { RoomSize, TreeRoom } from './treeRoom.ts'

/** Adds the leaves of many trees to margins, one block of rows after another. */
export type LeafAdder = {
  /** Of a block: first the values with missing ones as -Infinity, then the same with missing ones as Infinity, row after row. */
  readonly values: Float64Array
  readonly margins: Float64Array
  /** Adds, tree after tree, the leaves of the first `rows` rows of the block to their margins. */
  readonly add: (rows: number) => void
  readonly close: () => void
}

/**
 * The heavy loops of trees. Every implementation gives the same bits on any number of threads: gradients lie on a grid on which their sums are exact.
 * What is opened last is closed first.
 */
export interface HistogramKernels {
  readonly kind: 'wasm' | 'javascript'
  /** Threads that share a work, the caller's among them. */
  readonly threads: number
  readonly openRoom: (size: RoomSize) => TreeRoom
  readonly openLeafAdder: (trees: FlatTrees, columns: number, blockRows: number) => LeafAdder
}
