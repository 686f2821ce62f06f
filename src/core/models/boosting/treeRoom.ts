/** Doubles of a bin in a histogram: sum of gradients, sum of hessians. */
export const PAIR = 2
/** Bins for which a column has thresholds; codes are bytes. */
export const BINS_A_COLUMN = 256
/** Rows that are turned into codes at once. */
export const BLOCK_ROWS = 4096
/** Columns that are sorted at once. */
export const SORTED_COLUMNS = 8
/** Words of a task: kind, from, to, slot, first of its columns in `lists`, their number, the other slot. */
export const TASK_WORDS = 8
/** Words of a move: from, to, column, bin, missing left (0 or 1), and, written by `part`, how many rows go left. */
export const MOVE_WORDS = 8
/** Doubles of a node's sums: gradient, hessian, lowest and highest leaf value allowed. */
export const SUM_WORDS = 4
/** Doubles of a result: gain, column (-1: no split), bin, missing left, and of the left side gradient, hessian and rows (0 where not counted). */
export const RESULT_WORDS = 8

export const FILL = 0
export const SUBTRACT = 1

/** Ways to search; `SYMMETRIC` is added to one of the others. */
export const PLAIN = 0
export const GENERAL = 1
export const RANDOM_CUT = 2
export const SYMMETRIC = 4

export type RoomSize = {
  readonly rows: number
  readonly columns: number
  /** The most bins of values a column has; one for missing values comes to it. */
  readonly bins: number
  /** Histograms kept at once. Slot 0 is for whoever needs none afterwards. */
  readonly histograms: number
  readonly tasks: number
  /** Room for lists of columns. */
  readonly lists: number
  /** Whether rows are counted beside their hessians: only for a least number of rows above 1. */
  readonly countsRows: boolean
}

/** Where nodes may be split. Index of `TreeRoom.terms`. */
export const TERM = { lambda: 0, alpha: 1, leastWeight: 2, leastRows: 3, leastGain: 4 } as const

/** Memory of a fit, and the works on it that threads may share. Arrays are views and stay good until `close`. */
export type TreeRoom = {
  readonly size: RoomSize
  /** Bytes of a row of codes. */
  readonly stride: number
  /** `codes[row * stride + column]`: the bin of the value, or `bins[column]` where it is missing. */
  readonly codes: Uint8Array
  /** Bins of values a column; it has one threshold fewer, at `thresholds[column * BINS_A_COLUMN]` on. */
  readonly bins: Int32Array
  readonly thresholds: Float64Array
  /** What is learned, its weight, and what the trees so far say of each row. */
  readonly target: Float64Array
  readonly weight: Float64Array
  readonly margin: Float64Array
  /** Gradient and hessian of each row, side by side. */
  readonly gradients: Float64Array
  /** Rows of the tree, node after node. */
  readonly order: Int32Array
  readonly lists: Int32Array
  /** One for each of `lists`, in [0, 1): where a random cut falls. */
  readonly draws: Float64Array
  /** 1: the column's leaves rise, -1: they fall, 0: either. */
  readonly monotone: Int32Array
  readonly terms: Float64Array
  readonly tasks: Int32Array
  readonly sums: Float64Array
  readonly moves: Int32Array
  /** Of task t and share s: result `t * shares + s`; of a symmetric search: result s. */
  readonly results: Float64Array
  readonly shares: number
  /** Slot after slot, `slotLength` doubles each; column c begins at `PAIR * c * (size.bins + 1)`. */
  readonly histograms: Float64Array
  readonly slotLength: number
  /** `SORTED_COLUMNS` columns, `size.rows` apart. Lies over the histograms. */
  readonly sorting: Float64Array
  readonly block: Float64Array
  /** Sorts the first values of each column of `sorting`, as many as `lengths` says, ascending, -0 before 0. */
  readonly sort: (lengths: readonly number[]) => void
  /** Writes the codes of the first `rows` rows of `block` from row `firstRow` on. */
  readonly encode: (firstRow: number, rows: number) => void
  /** Sums the tasks' histograms, in order, and searches each for its best split. */
  readonly search: (tasks: number, mode: number) => void
  /** Derivatives of log loss of the first `taken` rows of the order, rounded as `gradientGrid.ts` tells. */
  readonly differentiate: (taken: number, step: number, rounder: number) => void
  /** Reorders the rows of each move: those that go left first, both sides in their order. */
  readonly part: (moves: number) => void
  readonly close: () => void
}

/** Bytes of a row of codes: as many as columns, up to whole words, and never more than a line of the cache where one suffices. */
export function strideOf(columns: number): number {
  if (columns > 32 && columns <= 64) return 64
  return columns > 16 && columns <= 32 ? 32 : Math.ceil(columns / 8) * 8
}
