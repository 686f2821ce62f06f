/**
 * What a column of inputs holds. `clock`: what is known beforehand (times, hours, calendars): it is cut, never changed. `price`: of one bar, all
 * four of an instrument change alike. `volume`: at least 0. `value`: anything else, of any sign.
 */
export type InputKind = 'clock' | 'price' | 'volume' | 'value'

/** Changes one column. `place`: of the instrument; what belongs to all of them has place 0. */
export type ColumnChange = {
  readonly numbers: (values: Float64Array, kind: InputKind, place: number) => Float64Array
  /** Columns of 0 and 1, or of small whole numbers below `levels`. */
  readonly flags: (values: Uint8Array, kind: 'clock' | 'value', place: number, levels?: number) => Uint8Array
}

/** How a leak scan takes data apart: every column that a computation may read, row t known at the close of bar t, on one clock. */
export type InputShape<Inputs> = {
  readonly rows: (inputs: Inputs) => number
  /** The same data with every column changed. A column that is left out here is one that no scan can see. */
  readonly changed: (inputs: Inputs, change: ColumnChange) => Inputs
}
