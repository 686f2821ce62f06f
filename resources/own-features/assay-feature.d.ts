/** Bars of one instrument, oldest first. All columns have `length` values; a value that is not known is NaN. Write to none of them. */
export type AssayBars = {
  readonly length: number
  /** Start and end of each bar, UTC milliseconds. Row t is decided at `closeTime[t]`. */
  readonly time: Float64Array
  readonly closeTime: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
}

export type AssayContext = {
  readonly symbol: string
  readonly intervalMs: number
}

/**
 * A feature of your own: `features/<name>.ts` in the workspace, with `export const feature: AssayFeature = { ... }`.
 * Value t may use bars 0 to t and nothing later: every build checks it. The same bars must always give the same values.
 */
export type AssayFeature = {
  /** The name of the file without `.ts`, and of the column. Letters, digits and `_`; not ending in `_` and a number. */
  readonly name: string
  /** Raise it when the numbers change. */
  readonly version: number
  readonly formula: string
  readonly unit: string
  /** The first row, from 0, that has a value when nothing is missing. */
  readonly warmupBars: number
  readonly source?: string
  /** Values are codes of categories, not amounts. */
  readonly isCategory?: boolean
  /** One value a bar; NaN where there is none. */
  readonly compute: (bars: AssayBars, context: AssayContext) => Float64Array | readonly number[]
}
