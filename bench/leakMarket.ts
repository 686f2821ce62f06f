import type { BacktestRequest } from '../src/core/backtest/model/backtestRequest.ts'
import { NO_TERM_COLUMNS } from '../src/core/backtest/model/backtestRequest.ts'
import { NO_COSTS } from '../src/core/backtest/model/executionTerms.ts'
import { NO_EXITS } from '../src/core/backtest/model/exitTerms.ts'
import { silentBeat } from '../src/core/job/beat.ts'
import type { MarketColumns } from '../src/core/market/marketColumns.ts'
import { NO_LIMITS } from '../src/core/risk/riskLimits.ts'
import { ALL_IN } from '../src/core/risk/sizingTerms.ts'
import { createStream } from '../src/core/stats/seededStream.ts'
import type { ScannedColumn } from '../src/core/validation/leakCompare.ts'
import { drawCuts } from '../src/core/validation/leakCuts.ts'
import { type LeakScan, scanForLeaks } from '../src/core/validation/leakScan.ts'
import { MARKET_SHAPE } from '../src/core/validation/leakShapes.ts'

export const HOUR_MS = 3_600_000
const CUTS = 6

/** Something that is computed from bars: with a leak in it, or without one although it looks like it. */
export type LeakCase = {
  readonly name: string
  readonly compute: (market: MarketColumns) => readonly ScannedColumn[]
}

/** Three instruments, the last with a bar in twenty missing. */
export function leakMarket(seed: number, bars: number): MarketColumns {
  return {
    intervalMs: HOUR_MS,
    timeMs: Float64Array.from({ length: bars }, (_, bar) => Date.UTC(2024, 0, 1) + bar * HOUR_MS),
    instruments: [0, 0, 0.05].map((missingShare, k) => {
      const stream = createStream(seed, `leg ${k}`)
      const column = () => new Float64Array(bars).fill(Number.NaN)
      const leg = { open: column(), high: column(), low: column(), close: column(), volume: column() }
      let price = 100
      for (let bar = 0; bar < bars; bar++) {
        const open = price * Math.exp(0.001 * stream.nextNormal())
        price = open * Math.exp(0.01 * stream.nextNormal())
        if (stream.nextUniform() < missingShare) continue
        leg.open[bar] = open
        leg.close[bar] = price
        leg.high[bar] = Math.max(open, price) * (1 + 0.003 * stream.nextUniform())
        leg.low[bar] = Math.min(open, price) * (1 - 0.003 * stream.nextUniform())
        leg.volume[bar] = 100 + 900 * stream.nextUniform()
      }
      return leg
    }),
  }
}

/** The scan of the house, on cuts drawn from `seed`. */
export function scanCase({ compute }: LeakCase, market: MarketColumns, seed: number): LeakScan {
  const columns = compute(market).length
  return scanForLeaks({
    names: Array.from({ length: columns }, (_, k) => `column ${k + 1}`),
    compute,
    inputs: market,
    shape: MARKET_SHAPE,
    cuts: drawCuts(createStream(seed, 'leak cuts'), market.timeMs.length, CUTS),
    beat: silentBeat,
  })
}

/** An account without costs that trades all bars of a market; the decisions come from a strategy. */
export function freeRequest(market: MarketColumns): BacktestRequest {
  return {
    market,
    columns: market.instruments.map(() => NO_TERM_COLUMNS),
    decisions: { kind: 'orders', orders: [] },
    execution: market.instruments.map(() => NO_COSTS),
    exits: NO_EXITS,
    sizing: ALL_IN,
    limits: NO_LIMITS,
    startCash: 100_000,
    fromBar: 0,
    toBar: market.timeMs.length,
  }
}

export const closeOf = ({ instruments }: MarketColumns, k = 0): Float64Array => instruments[k]!.close
export const meanOf = (values: ArrayLike<number>): number => {
  let sum = 0
  let count = 0
  for (let k = 0; k < values.length; k++) {
    if (Number.isNaN(values[k]!)) continue
    sum += values[k]!
    count++
  }
  return sum / count
}
export const dayOf = ({ timeMs }: MarketColumns, bar: number): number => Math.floor(timeMs[bar]! / 86_400_000)
export const returnsOf = (close: Float64Array): Float64Array =>
  close.map((value, bar) => (bar === 0 ? Number.NaN : Math.log(value / close[bar - 1]!)))
