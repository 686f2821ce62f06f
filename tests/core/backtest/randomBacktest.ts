import type { BacktestRequest, TermColumns } from '../../../src/core/backtest/model/backtestRequest.ts'
import { NO_TERM_COLUMNS } from '../../../src/core/backtest/model/backtestRequest.ts'
import type { SignalColumns } from '../../../src/core/backtest/model/decisions.ts'
import type { ExecutionTerms } from '../../../src/core/backtest/model/executionTerms.ts'
import { INTRABAR_RULES, NO_COSTS } from '../../../src/core/backtest/model/executionTerms.ts'
import type { Distance, ExitTerms } from '../../../src/core/backtest/model/exitTerms.ts'
import type { LegColumns } from '../../../src/core/market/pairColumns.ts'
import { NO_LIMITS } from '../../../src/core/risk/riskLimits.ts'
import type { SizingTerms } from '../../../src/core/risk/sizingTerms.ts'

/** Draws that a seed decides: mulberry32. */
export function drawsOf(seed: number) {
  let state = seed >>> 0
  const unit = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (n: number) => Math.floor(unit() * n)
  return {
    unit,
    below,
    chance: (share: number) => unit() < share,
    pick: <T>(values: readonly T[]): T => values[below(values.length)]!,
  }
}
export type Draws = ReturnType<typeof drawsOf>

/** A walk with gaps between close and open, on ticks of 1/16 as often as not, so that levels are met exactly. */
export function walkOf(draws: Draws, bars: number, volatility: number): LegColumns {
  const column = () => new Float64Array(bars)
  const leg = { open: column(), high: column(), low: column(), close: column(), volume: column() }
  const ticks = draws.chance(0.5)
  const onTick = (price: number) => (ticks ? Math.max(1, Math.round(price * 16)) / 16 : Math.max(1 / 16, price))
  const step = () => (draws.unit() + draws.unit() + draws.unit() - 1.5) * 2 * volatility
  let price = 50 + 100 * draws.unit()
  for (let bar = 0; bar < bars; bar++) {
    const open = onTick(price * (1 + (draws.chance(0.1) ? 3 : 0.3) * step()))
    const close = onTick(open * (1 + step()))
    leg.open[bar] = open
    leg.close[bar] = close
    leg.high[bar] = onTick(Math.max(open, close) * (1 + Math.abs(step()) / 2))
    leg.low[bar] = Math.min(open, close, onTick(Math.min(open, close) * (1 - Math.abs(step()) / 2)))
    leg.high[bar] = Math.max(leg.high[bar]!, open, close)
    leg.volume[bar] = draws.chance(0.05) ? 0 : 1_000 * draws.unit()
    price = close
  }
  return leg
}

function signalColumn(draws: Draws, bars: number, share: number): Uint8Array {
  return Uint8Array.from({ length: bars }, () => (draws.chance(share) ? 1 : 0))
}

function signalsOf(draws: Draws, bars: number): SignalColumns {
  const none = new Uint8Array(bars)
  const sides = draws.below(3)
  const share = draws.pick([0.02, 0.1, 0.4])
  const leave = draws.pick([0, 0.02, 0.1, 0.4])
  const long = sides !== 1
  const short = sides !== 0
  return {
    enterLong: long ? signalColumn(draws, bars, share) : none,
    exitLong: long ? signalColumn(draws, bars, leave) : none,
    enterShort: short ? signalColumn(draws, bars, share) : none,
    exitShort: short ? signalColumn(draws, bars, leave) : none,
  }
}

function executionOf(draws: Draws): ExecutionTerms {
  const minimum = draws.chance(0.2) ? 3 : 0
  const tiers = draws.chance(0.2)
    ? [
        { fromValue: 0, bps: 20 },
        { fromValue: 50_000, bps: 5 },
      ]
    : []
  return {
    ...NO_COSTS,
    intrabar: draws.pick(INTRABAR_RULES),
    fee: { bps: draws.pick([0, 10, 30]), perUnit: draws.pick([0, 0, 0.01]), minimum, tiers },
    slippage: { bps: draws.pick([0, 5]), spreadBps: draws.pick([0, 4]), volatilityTimes: 0 },
    borrowPerYear: draws.pick([0, 0.05, 3]),
    leverage: draws.pick([1, 1, 0.5, 3]),
    wholeUnits: draws.chance(0.2),
  }
}

function exitsOf(draws: Draws, volatility: number): ExitTerms {
  const distance = (): Distance | null => {
    if (draws.chance(0.5)) return null
    const size = draws.pick([0.5, 1, 2, 5])
    return draws.chance(0.4) ? { kind: 'range', size } : { kind: 'fraction', size: size * volatility }
  }
  return {
    stop: distance(),
    target: distance(),
    trail: distance(),
    limitBars: draws.chance(0.3) ? 1 + draws.below(20) : null,
  }
}

function sizingOf(draws: Draws, hasStop: boolean): SizingTerms {
  const kind = draws.below(8)
  if (kind === 0) return { method: 'units', units: 3.5 }
  if (kind === 1) return { method: 'value', value: 4_000 }
  if (kind === 2) return { method: 'volatility-target', targetPerYear: 0.2, cap: 1 }
  if (kind === 3 && hasStop) return { method: 'risk', fraction: 0.02, cap: 1 }
  if (kind === 4) return { method: 'kelly', multiple: 0.5, cap: 0.8, minimumTrades: 3, fraction: 0.3 }
  return { method: 'fraction', fraction: draws.pick([1, 1, 0.5, 0.1, 2]) }
}

function columnsOf(draws: Draws, leg: LegColumns): TermColumns {
  const bars = leg.close.length
  return {
    ...NO_TERM_COLUMNS,
    yearVolatility: Float64Array.from({ length: bars }, (_, bar) => (bar < 10 ? Number.NaN : 0.1 + draws.unit())),
    range: Float64Array.from({ length: bars }, (_, bar) =>
      bar < 14 ? Number.NaN : leg.high[bar]! - leg.low[bar]! + 0.01,
    ),
    fundingRate: draws.chance(0.2) ? Float64Array.from({ length: bars }, () => (draws.unit() - 0.4) / 1_000) : null,
    entryAllowed: draws.chance(0.3) ? signalColumn(draws, bars, 0.5) : null,
  }
}

/** A request that a trade at a time can express: one instrument, every rule and cost that it knows. */
export function randomSegmentRequest(seed: number): BacktestRequest {
  const draws = drawsOf(seed)
  const bars = 2 + draws.below(400)
  const volatility = draws.pick([0.002, 0.01, 0.05, 0.12])
  const leg = walkOf(draws, bars, volatility)
  const fromBar = draws.chance(0.3) ? draws.below(bars - 1) : 0
  const exits = draws.chance(0.3)
    ? { stop: null, target: null, trail: null, limitBars: null }
    : exitsOf(draws, volatility)
  return {
    market: {
      intervalMs: 3_600_000,
      timeMs: Float64Array.from({ length: bars }, (_, bar) => bar * 3_600_000),
      instruments: [leg],
    },
    columns: [columnsOf(draws, leg)],
    decisions: { kind: 'signals', instruments: [signalsOf(draws, bars)] },
    execution: [executionOf(draws)],
    exits,
    sizing: sizingOf(draws, exits.stop !== null),
    limits: NO_LIMITS,
    startCash: 10_000,
    fromBar,
    toBar: draws.chance(0.3) ? fromBar + 1 + draws.below(bars - fromBar) : bars,
  }
}
