import process from 'node:process'
import type { BacktestRequest } from '../src/core/backtest/model/backtestRequest.ts'
import { NO_TERM_COLUMNS } from '../src/core/backtest/model/backtestRequest.ts'
import { checkRequest } from '../src/core/backtest/model/checkRequest.ts'
import type { SignalColumns } from '../src/core/backtest/model/decisions.ts'
import { NO_COSTS } from '../src/core/backtest/model/executionTerms.ts'
import { NO_EXITS } from '../src/core/backtest/model/exitTerms.ts'
import { runBars } from '../src/core/backtest/vector/runBars.ts'
import { simpleMovingAverage } from '../src/core/indicators/simpleMovingAverage.ts'
import type { LegColumns } from '../src/core/market/pairColumns.ts'
import { NO_LIMITS } from '../src/core/risk/riskLimits.ts'
import { createStream } from '../src/core/stats/seededStream.ts'
import type { Figure } from './figure.ts'
import { atLeast, atMost } from './figure.ts'

const DAY_MS = 86_400_000
const COSTS = {
  ...NO_COSTS,
  fee: { ...NO_COSTS.fee, bps: 10 },
  slippage: { ...NO_COSTS.slippage, bps: 5 },
  borrowPerYear: 0.02,
}

function walk(instrument: number, bars: number): LegColumns {
  const stream = createStream(5, `instrument ${instrument}`)
  const column = () => new Float64Array(bars)
  const leg = { open: column(), high: column(), low: column(), close: column(), volume: column().fill(1_000) }
  let price = 100
  for (let bar = 0; bar < bars; bar++) {
    leg.open[bar] = price
    price *= 1 + 0.01 * stream.nextNormal()
    leg.close[bar] = price
    leg.high[bar] = Math.max(leg.open[bar]!, price) * 1.002
    leg.low[bar] = Math.min(leg.open[bar]!, price) * 0.998
  }
  return leg
}

/** In while the fast average is above the slow one; `both`: short while it is not. */
function crossing(close: Float64Array, both: boolean): SignalColumns {
  const fast = simpleMovingAverage(close, 20)
  const slow = simpleMovingAverage(close, 50)
  const above = close.map((_, bar) => (fast[bar]! > slow[bar]! ? 1 : 0))
  const begins = Uint8Array.from(above, (now, bar) => (now === 1 && above[bar - 1] === 0 ? 1 : 0))
  const ends = Uint8Array.from(above, (now, bar) => (now === 0 && above[bar - 1] === 1 ? 1 : 0))
  const none = new Uint8Array(close.length)
  return { enterLong: begins, exitLong: ends, enterShort: both ? ends : none, exitShort: both ? begins : none }
}

function requestOf(count: number, bars: number, both: boolean): BacktestRequest {
  const instruments = Array.from({ length: count }, (_, k) => walk(k, bars))
  return {
    market: { intervalMs: DAY_MS, timeMs: Float64Array.from({ length: bars }, (_, bar) => bar * DAY_MS), instruments },
    columns: instruments.map(() => NO_TERM_COLUMNS),
    decisions: { kind: 'signals', instruments: instruments.map(({ close }) => crossing(close, both)) },
    execution: instruments.map(() => COSTS),
    exits: both ? { ...NO_EXITS, stop: { kind: 'fraction', size: 0.05 } } : NO_EXITS,
    sizing: { method: 'fraction', fraction: 1 / count },
    limits: { ...NO_LIMITS, maximumPositions: both ? 60 : null },
    startCash: 1_000_000,
    fromBar: 0,
    toBar: bars,
  }
}

/** Milliseconds of processor: the median of runs, after as many for warm-up. */
function medianMs(request: BacktestRequest, runs: number): number {
  const times: number[] = []
  for (let run = 0; run < 2 * runs; run++) {
    const before = process.threadCpuUsage()
    runBars(request)
    const used = process.threadCpuUsage(before)
    if (run >= runs) times.push((used.user + used.system) / 1_000)
  }
  return times.sort((a, b) => a - b)[runs >> 1]!
}

/** The vector engine bar by bar, with its trade records: many bars of a few instruments, and many instruments. */
export function run(): Promise<readonly Figure[]> {
  const ten = requestOf(10, 100_000, false)
  const hundred = requestOf(100, 2_520, true)
  for (const request of [ten, hundred]) if (!checkRequest(request).ok) throw new Error('The bench asks for nonsense.')
  const tenMs = medianMs(ten, 21)
  const hundredMs = medianMs(hundred, 21)
  const trades = runBars(ten).positions.count
  return Promise.resolve([
    atMost('vector-10x100000-cpu', tenMs, 'ms', 20),
    atLeast('vector-10x100000-trades', trades, 'trades', 5_000),
    atMost('vector-100x2520-cpu', hundredMs, 'ms', 300),
  ])
}
