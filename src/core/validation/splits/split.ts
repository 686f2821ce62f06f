/**
 * When rows are decided and when their labels are known, UTC milliseconds, rows ascending in decision time. The label uses both ends.
 * A label end of NaN: the label is not known yet.
 */
export type RowSpans = { readonly decisionMs: Float64Array; readonly labelEndMs: Float64Array }

/** One fit and its test: row numbers, ascending, without a row in common. */
export type Split = {
  readonly train: Int32Array
  readonly test: Int32Array
  /** Training rows dropped because their label meets the test's (or they lie in the gap), and by the embargo. */
  readonly purged: number
  readonly embargoed: number
}

/** The tests as whole histories: `paths[p][g]` is the split whose test holds group g of path p. One path for all plans but the combinatorial one. */
export type SplitPlan = {
  readonly method: 'time-series-split' | 'walk-forward' | 'purged-k-fold' | 'combinatorial'
  readonly splits: readonly Split[]
  readonly groups: readonly Int32Array[]
  readonly paths: readonly (readonly number[])[]
  /**
   * The gap asked for and the one used, which is at least the longest label. Plans that train after their tests too ask for none: there every row
   * keeps clear by its own label, which is never longer than the gap used.
   */
  readonly gapAskedMs: number
  readonly gapUsedMs: number
  /** Rows that are in no split: sealed in the hold-out, or their label is not known. */
  readonly sealedRows: number
  readonly unlabelledRows: number
}
