import type { GatewayBars } from './gatewayMarket.ts'
import type { Slot } from './slotSeries.ts'

/** Joins parts of a bar; null while nothing was traded. */
export function joinSlots(bar: Slot | null, part: Slot): Slot {
  if (bar === null) return part
  return {
    open: bar.open,
    high: Math.max(bar.high, part.high),
    low: Math.min(bar.low, part.low),
    close: part.close,
    units: bar.units + part.units,
    trades: bar.trades + part.trades,
  }
}

export type BarRow = { readonly timeMs: number; readonly bar: Slot }

/** Rounding to the tick comes last: it keeps order, so bars of all lengths agree. */
export function barColumns(rows: readonly BarRow[], minTick: number, unit: number): GatewayBars {
  const perTick = Math.round(1 / minTick)
  const price = (value: number) => Math.max(1, Math.round(value * perTick)) / perTick
  const column = (read: (row: BarRow) => number) => Float64Array.from(rows, read)
  return {
    timeMs: column(({ timeMs }) => timeMs),
    open: column(({ bar }) => price(bar.open)),
    high: column(({ bar }) => price(bar.high)),
    low: column(({ bar }) => price(bar.low)),
    close: column(({ bar }) => price(bar.close)),
    volume: column(({ bar }) => bar.units / unit),
    trades: column(({ bar }) => bar.trades),
  }
}
