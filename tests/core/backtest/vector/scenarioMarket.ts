import type { BacktestRequest, TermColumns } from '../../../../src/core/backtest/model/backtestRequest.ts'
import { NO_TERM_COLUMNS } from '../../../../src/core/backtest/model/backtestRequest.ts'
import type { SignalColumns } from '../../../../src/core/backtest/model/decisions.ts'
import type { ExecutionTerms } from '../../../../src/core/backtest/model/executionTerms.ts'
import { NO_COSTS } from '../../../../src/core/backtest/model/executionTerms.ts'
import { NO_EXITS } from '../../../../src/core/backtest/model/exitTerms.ts'
import type { MarketColumns } from '../../../../src/core/market/marketColumns.ts'
import type { LegColumns } from '../../../../src/core/market/pairColumns.ts'
import { NO_LIMITS } from '../../../../src/core/risk/riskLimits.ts'
import { ALL_IN } from '../../../../src/core/risk/sizingTerms.ts'
import type { RandomStream } from '../../../../src/core/stats/seededStream.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'

export const HOUR_MS = 3_600_000

/** Prices on ticks of 1/16, so that no way of summing moves them; gaps between close and open; now and then no volume. */
function leg(stream: RandomStream, bars: number, missingShare: number): LegColumns {
  const column = () => new Float64Array(bars).fill(Number.NaN)
  const made = { open: column(), high: column(), low: column(), close: column(), volume: column() }
  const onTick = (price: number) => Math.max(16, Math.round(price * 16)) / 16
  let price = 60 + 80 * stream.nextUniform()
  for (let bar = 0; bar < bars; bar++) {
    const open = onTick(price * (1 + 0.004 * stream.nextNormal()))
    const close = onTick(open * (1 + 0.012 * stream.nextNormal()))
    const high = Math.max(open, close, onTick(Math.max(open, close) * (1 + 0.006 * Math.abs(stream.nextNormal()))))
    const low = Math.min(open, close, onTick(Math.min(open, close) * (1 - 0.006 * Math.abs(stream.nextNormal()))))
    const volume = stream.nextUniform() < 0.04 ? 0 : Math.round(200 + 800 * stream.nextUniform())
    price = close
    if (stream.nextUniform() < missingShare) continue
    made.open[bar] = open
    made.high[bar] = high
    made.low[bar] = low
    made.close[bar] = close
    made.volume[bar] = volume
  }
  return made
}

export function sampleMarketColumns(seed: number, bars: number, missingShares: readonly number[]): MarketColumns {
  const instruments = missingShares.map((share, k) => leg(createStream(seed, `instrument ${k}`), bars, share))
  return { intervalMs: HOUR_MS, timeMs: Float64Array.from({ length: bars }, (_, bar) => bar * HOUR_MS), instruments }
}

export function randomBytes(seed: number, name: string, bars: number, share: number): Uint8Array {
  const stream = createStream(seed, name)
  return Uint8Array.from({ length: bars }, () => (stream.nextUniform() < share ? 1 : 0))
}

export function randomSignals(seed: number, k: number, bars: number, share: number): SignalColumns {
  const column = (name: string, of: number) => randomBytes(seed, `${name} ${k}`, bars, of)
  return {
    enterLong: column('enter long', share),
    exitLong: column('exit long', share),
    enterShort: column('enter short', share / 2),
    exitShort: column('exit short', share),
  }
}

export function withoutShorts(signals: SignalColumns): SignalColumns {
  const none = new Uint8Array(signals.enterLong.length)
  return { ...signals, enterShort: none, exitShort: none }
}

/** Columns that any term may read; the first ten bars are not known. */
export function allColumns(seed: number, k: number, market: MarketColumns): TermColumns {
  const stream = createStream(seed, `columns ${k}`)
  const bars = market.timeMs.length
  const known = (value: (bar: number) => number) =>
    Float64Array.from({ length: bars }, (_, bar) => (bar < 10 ? Number.NaN : value(bar)))
  const { high, low } = market.instruments[k]!
  return {
    barVolatility: known(() => 0.005 + 0.01 * stream.nextUniform()),
    yearVolatility: known(() => 0.2 + 0.8 * stream.nextUniform()),
    range: known((bar) => high[bar]! - low[bar]! + 0.125),
    fundingRate: Float64Array.from({ length: bars }, (_, bar) =>
      bar % 8 === 0 ? 0.0004 * (stream.nextUniform() - 0.4) : 0,
    ),
    entryAllowed: Uint8Array.from({ length: bars }, (_, bar) => (bar % 24 < 14 ? 1 : 0)),
  }
}

/** A request of so many instruments without costs, exits and limits. */
export function plainRequest(market: MarketColumns, signals: readonly SignalColumns[]): BacktestRequest {
  return {
    market,
    columns: market.instruments.map(() => NO_TERM_COLUMNS),
    decisions: { kind: 'signals', instruments: signals },
    execution: market.instruments.map(() => NO_COSTS),
    exits: NO_EXITS,
    sizing: ALL_IN,
    limits: NO_LIMITS,
    startCash: 100_000,
    fromBar: 0,
    toBar: market.timeMs.length,
  }
}

/** The same execution terms for all instruments. */
export function executed(request: BacktestRequest, terms: Partial<ExecutionTerms>): BacktestRequest {
  return { ...request, execution: request.execution.map((before) => ({ ...before, ...terms })) }
}
