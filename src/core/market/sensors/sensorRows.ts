/** What dated data beside the bars may be: funding rates, open interest, liquidated amounts, signed volume of takers. */
const SENSOR_TABLES = ['funding', 'open-interest', 'liquidation', 'order-flow'] as const
export type SensorTable = (typeof SENSOR_TABLES)[number]

/** One column of numbers of one instrument, in any order: when each row happened and when it was known (UTC milliseconds), its value (NaN: none). */
export type SensorRows = {
  readonly eventMs: Float64Array
  readonly knownMs: Float64Array
  readonly values: Float64Array
}
