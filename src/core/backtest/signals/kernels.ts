import type { BitColumn } from './bitColumn.ts'

/** Figures of one resample, in this order: mean and standard deviation (ddof 1) of its returns, and its lowest equity / peak so far. */
export const BOOTSTRAP_FIGURES = 3

/**
 * Loops over whole columns, in WebAssembly where the machine has SIMD and in JavaScript elsewhere, with equal bits. Columns and bit columns that are given
 * to it come from it: they live in its memory, which never shrinks.
 */
export type Kernels = {
  readonly kind: 'wasm' | 'javascript'
  readonly column: (length: number) => Float64Array
  readonly bits: (bars: number) => BitColumn
  /** To be called when a column was written, before it is compared. */
  readonly settle: (column: Float64Array) => void
  /** All columns and bit columns are given back: for another data set. */
  readonly forget: () => void
  /**
   * Bars where `left` > `right` begins (it holds here and not at the bar before; at bar 0 it begins where it holds), and those where it does not hold.
   * A missing value is never greater.
   */
  readonly crossings: (left: Float64Array, right: Float64Array, begins: BitColumn, fails: BitColumn) => void
  /** Bars where `left` > `right`. */
  readonly whereGreater: (left: Float64Array, right: Float64Array, out: BitColumn) => BitColumn
  /**
   * Stationary bootstrap (Politis & Romano 1994): resample k draws from a xoshiro128** stream seeded with `firstSeed + k`, and begins a new block at a step
   * with probability `restartShare`. BOOTSTRAP_FIGURES numbers a resample.
   */
  readonly bootstrapFigures: (
    returns: Float64Array,
    firstSeed: number,
    resamples: number,
    restartShare: number,
  ) => Float64Array
}
