export const FETCH_KINDS = ['klines', 'order-flow', 'funding', 'open-interest', 'liquidation'] as const
export type FetchKind = (typeof FETCH_KINDS)[number]

/** What archives and interface publish as bars. */
export function isOfBars(kind: FetchKind): boolean {
  return kind === 'klines' || kind === 'order-flow'
}

const BAR_PERIODS = ['1m', '3m', '5m', '15m', '30m', '1h', '2h', '4h', '6h', '8h', '12h', '1d'] as const

/** Lengths of a bar or of a row; none: its rows come when they come. */
export const FETCH_PERIODS: Readonly<Record<FetchKind, readonly string[]>> = {
  klines: BAR_PERIODS,
  'order-flow': BAR_PERIODS,
  funding: [],
  'open-interest': ['5m', '15m', '30m', '1h', '2h', '4h', '6h', '12h', '1d'],
  liquidation: ['1m', '5m', '15m', '30m', '1h', '2h', '4h', '6h', '12h', '1d'],
}
