/** One column of numbers of one instrument, in any order: when each row happened and when it was known (UTC milliseconds), its value (NaN: none). */
export type SensorRows = {
  readonly eventMs: Float64Array
  readonly knownMs: Float64Array
  readonly values: Float64Array
}
