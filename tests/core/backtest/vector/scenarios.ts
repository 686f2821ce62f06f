import type { BacktestRequest, TermColumns } from '../../../../src/core/backtest/model/backtestRequest.ts'
import { NO_TERM_COLUMNS } from '../../../../src/core/backtest/model/backtestRequest.ts'
import type { UnitOrder } from '../../../../src/core/backtest/model/decisions.ts'
import type { FeeTerms } from '../../../../src/core/backtest/model/executionTerms.ts'
import type { Distance, ExitTerms } from '../../../../src/core/backtest/model/exitTerms.ts'
import { NO_EXITS } from '../../../../src/core/backtest/model/exitTerms.ts'
import type { MarketColumns } from '../../../../src/core/market/marketColumns.ts'
import type { RiskLimits } from '../../../../src/core/risk/riskLimits.ts'
import { NO_LIMITS } from '../../../../src/core/risk/riskLimits.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'
import { HAND_LONG, HAND_SHORT, HAND_VOLUME } from './handScenarios.ts'
import {
  allColumns,
  executed,
  HOUR_MS,
  plainRequest,
  randomSignals,
  sampleMarketColumns,
  withoutShorts,
} from './scenarioMarket.ts'

const SEED = 20_261
const BARS = 240
const market = sampleMarketColumns(SEED, BARS, [0, 0, 0.1])
const single: MarketColumns = { ...market, instruments: market.instruments.slice(0, 1) }
const gappy: MarketColumns = { ...market, instruments: market.instruments.slice(2) }
const signals = [0, 1, 2].map((k) => randomSignals(SEED, k, BARS, 0.12))
const columns = [0, 1, 2].map((k) => allColumns(SEED, k, market))

const long = plainRequest(single, [withoutShorts(signals[0]!)])
const both = plainRequest(single, signals.slice(0, 1))
const gaps = plainRequest(gappy, signals.slice(2))
const three = plainRequest(market, signals)
const third: BacktestRequest = { ...three, sizing: { method: 'fraction', fraction: 0.3 } }

/** Only the columns that are named, so that nothing else is read. */
function reading(request: BacktestRequest, ...names: readonly (keyof TermColumns)[]): BacktestRequest {
  const read = columns.map((all) => {
    const some: Record<string, unknown> = { ...NO_TERM_COLUMNS }
    for (const name of names) some[name] = all[name]
    return { ...NO_TERM_COLUMNS, ...some }
  })
  return { ...request, columns: request.market.instruments.map((leg) => read[market.instruments.indexOf(leg)]!) }
}

function leaving(request: BacktestRequest, exits: Partial<ExitTerms>): BacktestRequest {
  return { ...request, exits: { ...NO_EXITS, ...exits } }
}

function limited(request: BacktestRequest, limits: Partial<RiskLimits>): BacktestRequest {
  return { ...request, limits: { ...NO_LIMITS, ...limits } }
}

const part = (size: number): Distance => ({ kind: 'fraction', size })
const ranges = (size: number): Distance => ({ kind: 'range', size })
const fee = (terms: Partial<FeeTerms>) => ({ fee: { bps: 0, perUnit: 0, minimum: 0, tiers: [], ...terms } })
const slip = (bps: number, spreadBps = 0, volatilityTimes = 0) => ({ slippage: { bps, spreadBps, volatilityTimes } })
const costs = { ...fee({ bps: 10 }), ...slip(5) }
const bracket = { stop: part(0.02), target: part(0.03) }

function targets(request: BacktestRequest, scale: number): BacktestRequest {
  const count = request.market.instruments.length
  const instruments = request.market.instruments.map((_, k) => {
    const stream = createStream(SEED, `targets ${k}`)
    return Float64Array.from({ length: BARS }, () =>
      stream.nextUniform() < 0.8 ? Number.NaN : (scale * (2 * stream.nextUniform() - 0.7)) / count,
    )
  })
  return { ...request, decisions: { kind: 'targets', instruments } }
}

/** A pair: a long leg and a short one with a hedge ratio, opened and closed together. */
function pair(): BacktestRequest {
  const legs = { ...market, instruments: market.instruments.slice(0, 2) }
  const first = new Float64Array(BARS).fill(Number.NaN)
  const second = new Float64Array(BARS).fill(Number.NaN)
  for (let bar = 12; bar < BARS; bar += 20) {
    const share = bar % 40 === 12 ? 0.45 : 0
    first[bar] = share
    second[bar] = -0.8 * share
  }
  return { ...plainRequest(legs, []), decisions: { kind: 'targets', instruments: [first, second] } }
}

function orders(request: BacktestRequest, size: number): BacktestRequest {
  const stream = createStream(SEED, 'orders')
  const made: UnitOrder[] = []
  for (let bar = 0; bar < BARS; bar += 1 + stream.nextInt(5)) {
    const instrument = stream.nextInt(request.market.instruments.length)
    made.push({ bar, instrument, units: Math.round(size * (2 * stream.nextUniform() - 0.8)) })
    if (stream.nextUniform() < 0.2) made.push({ bar, instrument, units: 5 })
  }
  return { ...request, decisions: { kind: 'orders', orders: made } }
}

/** Four quarters of an hour inside each hour: open to low to high to close, so that a long's stop comes first. */
function withFinerBars(request: BacktestRequest): BacktestRequest {
  const instruments = request.market.instruments.map((leg) => {
    const column = () => new Float64Array(4 * BARS)
    const finer = { open: column(), high: column(), low: column(), close: column(), volume: column() }
    for (let bar = 0; bar < BARS; bar++) {
      const path = [leg.open[bar]!, leg.low[bar]!, leg.high[bar]!, leg.close[bar]!, leg.close[bar]!]
      for (let quarter = 0; quarter < 4; quarter++) {
        const at = 4 * bar + quarter
        finer.open[at] = path[quarter]!
        finer.close[at] = path[quarter + 1]!
        finer.high[at] = Math.max(path[quarter]!, path[quarter + 1]!)
        finer.low[at] = Math.min(path[quarter]!, path[quarter + 1]!)
        finer.volume[at] = leg.volume[bar]! / 4
      }
    }
    return finer
  })
  const timeMs = Float64Array.from({ length: 4 * BARS }, (_, at) => (at * HOUR_MS) / 4)
  const firstFiner = Int32Array.from({ length: BARS + 1 }, (_, bar) => 4 * bar)
  return { ...request, finer: { market: { intervalMs: HOUR_MS / 4, timeMs, instruments }, firstFiner } }
}

/** Named requests over one seeded market: every fill mode, rule, exit, size, limit, cost and kind of decision. */
export const SCENARIOS: Readonly<Record<string, BacktestRequest>> = {
  'long, next open': long,
  'long, next close': executed(long, { fill: 'next-close' }),
  'long, this close': executed(long, { fill: 'this-close' }),
  'both sides, next open': both,
  'both sides, next close': executed(both, { fill: 'next-close', ...costs }),
  'both sides, this close': executed(both, { fill: 'this-close', ...costs }),
  'missing bars, next open': executed(gaps, costs),
  'missing bars, next close': executed(gaps, { fill: 'next-close', ...costs }),
  'missing bars with stop, target and trail': leaving(executed(gaps, costs), { ...bracket, trail: part(0.025) }),
  'a part of the bars': { ...executed(both, costs), fromBar: 37, toBar: 181 },
  'fees in basis points': executed(both, fee({ bps: 25 })),
  'fees per unit': executed(both, fee({ perUnit: 0.05 })),
  'a least fee': executed(both, fee({ bps: 1, minimum: 40 })),
  'fee tiers': executed(
    both,
    fee({
      tiers: [
        { fromValue: 0, bps: 30 },
        { fromValue: 500_000, bps: 15 },
        { fromValue: 1_500_000, bps: 5 },
      ],
    }),
  ),
  'slippage and spread': executed(both, slip(5, 8)),
  'slippage by volatility': reading(executed(both, slip(1, 0, 0.2)), 'barVolatility'),
  'linear impact': executed(both, { impact: { model: 'linear', coefficient: 0.1 }, ...fee({ bps: 5 }) }),
  'square-root impact': reading(
    executed(both, { impact: { model: 'square-root', coefficient: 0.7 } }),
    'barVolatility',
  ),
  'impact greater than the price': executed(both, { impact: { model: 'linear', coefficient: 3 } }),
  'volume cap': executed(both, { volumeShare: 0.4, ...costs }),
  'volume cap with stops': leaving(executed(both, { volumeShare: 0.6 }), bracket),
  'volume cap at the next close': leaving(executed(both, { volumeShare: 0.5, fill: 'next-close' }), bracket),
  'volume cap at this close': leaving(executed(both, { volumeShare: 0.5, fill: 'this-close' }), bracket),
  'whole units': executed(both, { wholeUnits: true, ...costs }),
  'whole units under a volume cap': executed(both, { wholeUnits: true, volumeShare: 0.33 }),
  'cost of borrowing': executed(both, { borrowPerYear: 0.3 }),
  funding: reading(both, 'fundingRate'),
  'funding, borrowing, missing bars': reading(executed(gaps, { borrowPerYear: 0.5, ...costs }), 'fundingRate'),
  'leverage of three': executed({ ...both, sizing: { method: 'fraction', fraction: 3 } }, { leverage: 3, ...costs }),
  'half of the cash account': executed(both, { leverage: 0.5 }),
  'fixed stop': leaving(executed(both, costs), { stop: part(0.015) }),
  'stop nearer than the slippage': leaving(executed(both, slip(50)), { stop: part(0.002) }),
  'stop by range': reading(leaving(executed(both, costs), { stop: ranges(1.2) }), 'range'),
  target: leaving(executed(both, costs), { target: part(0.02) }),
  'trailing stop': leaving(executed(both, costs), { trail: part(0.02) }),
  'trailing stop by range': reading(leaving(both, { trail: ranges(1.5), target: ranges(3) }), 'range'),
  'stop and trail': leaving(executed(both, costs), { stop: part(0.02), trail: part(0.03) }),
  'time limit': leaving(executed(both, costs), { limitBars: 4 }),
  'time limit of one bar, this close': leaving(executed(both, { fill: 'this-close' }), { limitBars: 1 }),
  'stop and target, pessimistic': leaving(both, { stop: part(0.008), target: part(0.008) }),
  'stop and target, optimistic': leaving(executed(both, { intrabar: 'optimistic' }), {
    stop: part(0.008),
    target: part(0.008),
  }),
  'stop and target, the nearer': leaving(executed(both, { intrabar: 'nearest' }), {
    stop: part(0.006),
    target: part(0.009),
  }),
  'stop and target, finer bars': withFinerBars(
    leaving(executed(both, { intrabar: 'optimistic' }), { stop: part(0.008), target: part(0.008) }),
  ),
  'exits at the next close': leaving(executed(both, { fill: 'next-close', ...costs }), { ...bracket, limitBars: 9 }),
  'exits at this close': leaving(executed(both, { fill: 'this-close', ...costs }), { ...bracket, limitBars: 9 }),
  'fraction of equity': { ...both, sizing: { method: 'fraction', fraction: 0.4 } },
  'stated units': executed({ ...both, sizing: { method: 'units', units: 300 } }, costs),
  'stated value': executed({ ...both, sizing: { method: 'value', value: 20_000 } }, costs),
  'volatility target': reading(
    { ...both, sizing: { method: 'volatility-target', targetPerYear: 0.3, cap: 1 } },
    'yearVolatility',
  ),
  'risk by stop distance': leaving({ ...both, sizing: { method: 'risk', fraction: 0.01, cap: 1 } }, bracket),
  'half of Kelly': {
    ...executed(both, costs),
    sizing: { method: 'kelly', multiple: 0.5, cap: 1, minimumTrades: 3, fraction: 0.2 },
  },
  'three instruments': executed(third, costs),
  'three instruments with different terms': {
    ...third,
    execution: third.execution.map((terms, k) => ({
      ...terms,
      fill: (['next-open', 'next-close', 'this-close'] as const)[k]!,
      ...fee({ bps: 5 * k }),
    })),
  },
  'three instruments, all-in each': executed(three, costs),
  'most positions': limited(third, { maximumPositions: 2 }),
  'most of one instrument': limited(third, { maximumShareOfInstrument: 0.2 }),
  'most of a group': limited(third, { groups: [{ refusal: 'group-share', maximumShare: 0.4, groupOf: [0, 1, 0] }] }),
  'drawdown that halts': limited(executed(third, costs), { maximumDrawdown: 0.04 }),
  'correlated entries refused': limited(third, { maximumCorrelation: 0.1, correlationBars: 30 }),
  'allowed hours': reading(both, 'entryAllowed'),
  targets: targets(executed(three, costs), 1.2),
  'targets, next close, stops': leaving(targets(executed(three, { fill: 'next-close' }), 1), bracket),
  'targets, whole units, hours': reading(targets(executed(three, { wholeUnits: true, ...costs }), 1), 'entryAllowed'),
  'targets under a volume cap': targets(executed(three, { volumeShare: 0.2, ...costs }), 1),
  'a pair with a hedge ratio': executed(pair(), costs),
  'a pair with a hedge ratio and stops': leaving(executed(pair(), costs), { stop: part(0.03) }),
  orders: orders(executed(three, costs), 400),
  'orders greater than the cash': orders(executed(three, costs), 9_000),
  'orders at the next close with stops': leaving(orders(executed(three, { fill: 'next-close' }), 400), bracket),
  'orders, whole units, impact': orders(
    executed(three, { wholeUnits: true, impact: { model: 'linear', coefficient: 0.05 } }),
    200,
  ),
  'by hand: a long with fee and slippage': HAND_LONG,
  'by hand: a short that gaps over its stop': HAND_SHORT,
  'by hand: a volume cap': HAND_VOLUME,
}
