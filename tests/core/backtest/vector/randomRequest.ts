import type { BacktestRequest, TermColumns } from '../../../../src/core/backtest/model/backtestRequest.ts'
import { NO_TERM_COLUMNS } from '../../../../src/core/backtest/model/backtestRequest.ts'
import type { Decisions, PlannedTrade, UnitOrder } from '../../../../src/core/backtest/model/decisions.ts'
import type { ExecutionTerms } from '../../../../src/core/backtest/model/executionTerms.ts'
import { FILL_MODES, INTRABAR_RULES } from '../../../../src/core/backtest/model/executionTerms.ts'
import type { Distance, ExitTerms } from '../../../../src/core/backtest/model/exitTerms.ts'
import type { MarketColumns } from '../../../../src/core/market/marketColumns.ts'
import type { RiskLimits } from '../../../../src/core/risk/riskLimits.ts'
import { NO_LIMITS } from '../../../../src/core/risk/riskLimits.ts'
import type { SizingTerms } from '../../../../src/core/risk/sizingTerms.ts'
import type { RandomStream } from '../../../../src/core/stats/seededStream.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'
import { allColumns, randomSignals, sampleMarketColumns } from './scenarioMarket.ts'

type Draws = {
  readonly chance: (share: number) => boolean
  readonly pick: <T>(values: readonly [T, ...T[]]) => T
  readonly stream: RandomStream
}

function drawsOf(seed: number): Draws {
  const stream = createStream(seed, 'request')
  return {
    stream,
    chance: (share) => stream.nextUniform() < share,
    pick: (values) => values[stream.nextInt(values.length)] ?? values[0],
  }
}

function executionOf({ pick, chance }: Draws): ExecutionTerms {
  const tiers = [
    { fromValue: 0, bps: 30 },
    { fromValue: 150_000, bps: 4 },
  ]
  return {
    fill: pick(FILL_MODES),
    intrabar: pick(INTRABAR_RULES),
    fee: {
      bps: pick([0, 5, 20]),
      perUnit: pick([0, 0, 0.02]),
      minimum: pick([0, 0, 8]),
      tiers: chance(0.2) ? tiers : [],
    },
    slippage: { bps: pick([0, 5, 40]), spreadBps: pick([0, 6]), volatilityTimes: pick([0, 0, 0.1]) },
    impact: { model: pick(['none', 'none', 'linear', 'square-root']), coefficient: 0.2 },
    volumeShare: pick([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0.5, 0.05]),
    borrowPerYear: pick([0, 0.4]),
    leverage: pick([1, 1, 0.7, 3]),
    wholeUnits: chance(0.25),
  }
}

function exitsOf({ pick, chance }: Draws): ExitTerms {
  const distance = (): Distance | null => {
    if (chance(0.5)) return null
    return chance(0.4)
      ? { kind: 'range', size: pick([0.5, 1.5, 3]) }
      : { kind: 'fraction', size: pick([0.002, 0.01, 0.03]) }
  }
  return { stop: distance(), target: distance(), trail: distance(), limitBars: chance(0.3) ? pick([1, 2, 7]) : null }
}

function sizingOf({ pick }: Draws, hasStop: boolean): SizingTerms {
  const sizings: [SizingTerms, ...SizingTerms[]] = [
    { method: 'fraction', fraction: 1 },
    { method: 'fraction', fraction: 0.3 },
    { method: 'units', units: 42 },
    { method: 'value', value: 15_000 },
    { method: 'volatility-target', targetPerYear: 0.3, cap: 1.5 },
    { method: 'kelly', multiple: 0.5, cap: 1, minimumTrades: 2, fraction: 0.4 },
  ]
  if (hasStop) sizings.push({ method: 'risk', fraction: 0.01, cap: 1 })
  return pick(sizings)
}

function limitsOf({ pick, chance, stream }: Draws, count: number): RiskLimits {
  if (chance(0.5)) return NO_LIMITS
  return {
    maximumPositions: pick([null, 2]),
    maximumShareOfInstrument: pick([null, 0.35]),
    groups: (['group-share', 'sector-share'] as const).flatMap((refusal) => {
      const groupOf = Array.from({ length: count }, () => stream.nextInt(2))
      return chance(0.5) ? [] : [{ refusal, maximumShare: 0.5, groupOf }]
    }),
    maximumDrawdown: pick([null, null, 0.1]),
    maximumCorrelation: pick([null, 0.15]),
    correlationBars: 25,
  }
}

function targetOf({ stream }: Draws, bars: number, count: number): Float64Array {
  const share = stream.nextUniform() < 0.3 ? 1 : 0.2
  return Float64Array.from({ length: bars }, () =>
    stream.nextUniform() < share ? (1.4 * stream.nextUniform() - 0.5) / count : Number.NaN,
  )
}

function ordersOf({ stream }: Draws, bars: number, count: number): UnitOrder[] {
  const orders: UnitOrder[] = []
  for (let bar = 0; bar < bars; bar += stream.nextInt(4)) {
    orders.push({ bar, instrument: stream.nextInt(count), units: Math.round(200 * stream.nextNormal()) })
    if (orders.length > 2 * bars) break
  }
  return orders
}

function planOf(draws: Draws, bars: number, count: number): Decisions {
  const { stream, chance, pick } = draws
  const laneOf = Array.from({ length: count }, () => stream.nextInt(2))
  const trades: PlannedTrade[] = []
  for (let bar = 0; bar < bars; bar += stream.nextInt(5)) {
    const lane = laneOf[stream.nextInt(count)]!
    const own = laneOf.flatMap((of, instrument) => (of === lane ? [instrument] : []))
    const legs = own.map((instrument) => ({ instrument, share: pick([0.4, -0.4, 1.1]) / own.length }))
    trades.push({ bar, lane, legs, exits: exitsOf(draws), leaveBar: chance(0.3) ? bar + stream.nextInt(9) : null })
    if (trades.length > 2 * bars) break
  }
  return { kind: 'planned', trades, laneOf }
}

function decisionsOf(draws: Draws, seed: number, bars: number, count: number): Decisions {
  const kind = draws.stream.nextInt(6)
  const each = Array.from({ length: count }, (_, k) => k)
  if (kind === 0) return { kind: 'targets', instruments: each.map(() => targetOf(draws, bars, count)) }
  if (kind === 1) return { kind: 'orders', orders: ordersOf(draws, bars, count) }
  if (kind === 2) return planOf(draws, bars, count)
  const share = draws.pick([0.02, 0.1, 0.6])
  return { kind: 'signals', instruments: each.map((k) => randomSignals(seed, k, bars, share)) }
}

function columnsOf({ chance }: Draws, seed: number, k: number, market: MarketColumns): TermColumns {
  const all = allColumns(seed, k, market)
  return {
    ...all,
    fundingRate: chance(0.3) ? all.fundingRate : NO_TERM_COLUMNS.fundingRate,
    entryAllowed: chance(0.3) ? all.entryAllowed : null,
  }
}

/** Anything that a request may hold: 1 to 4 instruments, some with missing bars. */
export function randomRequest(seed: number): BacktestRequest {
  const draws = drawsOf(seed)
  const count = 1 + draws.stream.nextInt(4)
  const bars = 20 + draws.stream.nextInt(180)
  const market = sampleMarketColumns(
    seed,
    bars,
    Array.from({ length: count }, () => draws.pick([0, 0, 0.15])),
  )
  const exits = exitsOf(draws)
  const fromBar = draws.chance(0.3) ? draws.stream.nextInt(10) : 0
  return {
    market,
    columns: market.instruments.map((_, k) => columnsOf(draws, seed, k, market)),
    decisions: decisionsOf(draws, seed, bars, count),
    execution: market.instruments.map(() => executionOf(draws)),
    exits,
    sizing: sizingOf(draws, exits.stop !== null || exits.trail !== null),
    limits: limitsOf(draws, count),
    startCash: 100_000,
    fromBar,
    toBar: bars - (draws.chance(0.3) ? draws.stream.nextInt(8) : 0),
  }
}
