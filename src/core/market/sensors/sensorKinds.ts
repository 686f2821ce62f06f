/** Dated data beside the bars, each in a table of the workspace: funding rates, open interest, liquidated amounts, signed volume of takers. */
export const SENSOR_KINDS = ['funding', 'open-interest', 'liquidation', 'order-flow'] as const
export type SensorKind = (typeof SENSOR_KINDS)[number]
