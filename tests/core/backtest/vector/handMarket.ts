import type { BacktestRequest } from '../../../../src/core/backtest/model/backtestRequest.ts'
import type { SignalColumns } from '../../../../src/core/backtest/model/decisions.ts'
import type { MarketColumns } from '../../../../src/core/market/marketColumns.ts'
import type { LegColumns } from '../../../../src/core/market/pairColumns.ts'
import { HOUR_MS, plainRequest } from './scenarioMarket.ts'

/** open, high, low, close, volume; null: the instrument is not there. */
type HandBar = readonly [number, number, number, number, number] | null

function legOf(bars: readonly HandBar[]): LegColumns {
  const column = (at: number) => Float64Array.from(bars, (bar) => bar?.[at] ?? Number.NaN)
  return { open: column(0), high: column(1), low: column(2), close: column(3), volume: column(4) }
}

export function handMarket(...instruments: readonly (readonly HandBar[])[]): MarketColumns {
  const bars = instruments[0]!.length
  return {
    intervalMs: HOUR_MS,
    timeMs: Float64Array.from({ length: bars }, (_, bar) => bar * HOUR_MS),
    instruments: instruments.map(legOf),
  }
}

type SignalBars = { readonly [name in keyof SignalColumns]?: readonly number[] }

export function signalsAt(bars: number, at: SignalBars): SignalColumns {
  const column = (set: readonly number[] = []) =>
    Uint8Array.from({ length: bars }, (_, bar) => (set.includes(bar) ? 1 : 0))
  return {
    enterLong: column(at.enterLong),
    exitLong: column(at.exitLong),
    enterShort: column(at.enterShort),
    exitShort: column(at.exitShort),
  }
}

/** One instrument, signals at some bars, no costs. */
export function handRequest(bars: readonly HandBar[], signals: SignalBars): BacktestRequest {
  return plainRequest(handMarket(bars), [signalsAt(bars.length, signals)])
}
