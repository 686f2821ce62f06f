import type { MarketColumns } from '../market/marketColumns.ts'
import type { LegColumns, PairColumns } from '../market/pairColumns.ts'
import type { ColumnChange, InputShape } from './leakInputs.ts'

export function changedLeg(leg: LegColumns, { numbers }: ColumnChange, place: number): LegColumns {
  return {
    open: numbers(leg.open, 'price', place),
    high: numbers(leg.high, 'price', place),
    low: numbers(leg.low, 'price', place),
    close: numbers(leg.close, 'price', place),
    volume: numbers(leg.volume, 'volume', place),
  }
}

export const PAIR_SHAPE: InputShape<PairColumns> = {
  rows: ({ timeMs }) => timeMs.length,
  changed: ({ intervalMs, timeMs, primary, secondary, sessionEnd }, change) => ({
    intervalMs,
    timeMs: change.numbers(timeMs, 'clock', 0),
    primary: changedLeg(primary, change, 0),
    secondary: changedLeg(secondary, change, 1),
    sessionEnd: change.flags(sessionEnd, 'value', 0),
  }),
}

export const MARKET_SHAPE: InputShape<MarketColumns> = {
  rows: ({ timeMs }) => timeMs.length,
  changed: ({ intervalMs, timeMs, instruments }, change) => ({
    intervalMs,
    timeMs: change.numbers(timeMs, 'clock', 0),
    instruments: instruments.map((leg, place) => changedLeg(leg, change, place)),
  }),
}
