import { describe, expect, it } from 'vitest'
import type { BacktestRequest, TermColumns } from '../../../../src/core/backtest/model/backtestRequest.ts'
import { NO_TERM_COLUMNS } from '../../../../src/core/backtest/model/backtestRequest.ts'
import { checkRequest } from '../../../../src/core/backtest/model/checkRequest.ts'
import type { PlannedTrade } from '../../../../src/core/backtest/model/decisions.ts'
import type { ExecutionTerms } from '../../../../src/core/backtest/model/executionTerms.ts'
import { NO_COSTS } from '../../../../src/core/backtest/model/executionTerms.ts'
import type { ExitTerms } from '../../../../src/core/backtest/model/exitTerms.ts'
import { NO_EXITS } from '../../../../src/core/backtest/model/exitTerms.ts'
import type { RiskLimits } from '../../../../src/core/risk/riskLimits.ts'
import { NO_LIMITS } from '../../../../src/core/risk/riskLimits.ts'
import type { SizingTerms } from '../../../../src/core/risk/sizingTerms.ts'
import { handMarket, signalsAt } from '../vector/handMarket.ts'
import { plainRequest } from '../vector/scenarioMarket.ts'

const BARS = 4
const still = [100, 101, 99, 100, 500] as const

/** A good request of two instruments, made anew: tests spoil its columns. */
function good(): BacktestRequest {
  const leg = [still, still, null, still]
  const market = handMarket(leg, [still, still, still, still])
  return plainRequest(market, [signalsAt(BARS, { enterLong: [0] }), signalsAt(BARS, { exitLong: [1] })])
}

type Spoil = (request: BacktestRequest) => BacktestRequest

const spoilLeg =
  (name: 'open' | 'high' | 'low' | 'close' | 'volume', bar: number, value: number): Spoil =>
  (request) => {
    request.market.instruments[1]![name][bar] = value
    return request
  }
const executes =
  (terms: Partial<ExecutionTerms>): Spoil =>
  (request) => ({
    ...request,
    execution: request.execution.map((before, k) => (k === 1 ? { ...before, ...terms } : before)),
  })
const leaves =
  (exits: Partial<ExitTerms>): Spoil =>
  (request) => ({ ...request, exits: { ...NO_EXITS, ...exits } })
const sizes =
  (sizing: SizingTerms): Spoil =>
  (request) => ({ ...request, sizing })
const limits =
  (set: Partial<RiskLimits>): Spoil =>
  (request) => ({ ...request, limits: { ...NO_LIMITS, ...set } })
const reads =
  (columns: Partial<TermColumns>): Spoil =>
  (request) => ({
    ...request,
    columns: [NO_TERM_COLUMNS, { ...NO_TERM_COLUMNS, ...columns }],
  })
const orders =
  (bar: number, instrument: number, units: number): Spoil =>
  (request) => ({
    ...request,
    decisions: {
      kind: 'orders',
      orders: [
        { bar: 1, instrument: 0, units: 1 },
        { bar, instrument, units },
      ],
    },
  })
const clock =
  (...timeMs: number[]): Spoil =>
  (request) => ({
    ...request,
    market: { ...request.market, timeMs: Float64Array.from(timeMs) },
  })

const plans =
  (parts: Partial<PlannedTrade>, laneOf: readonly number[] = [0, 1]): Spoil =>
  (request) => ({
    ...request,
    decisions: {
      kind: 'planned',
      laneOf,
      trades: [
        { bar: 1, lane: 1, legs: [{ instrument: 1, share: 1 }], exits: NO_EXITS, leaveBar: null },
        { bar: 2, lane: 0, legs: [{ instrument: 0, share: -1 }], exits: NO_EXITS, leaveBar: null, ...parts },
      ],
    },
  })

const WRONG: readonly (readonly [string, string, Spoil])[] = [
  ['no instruments', 'empty-market', (request) => ({ ...request, market: { ...request.market, instruments: [] } })],
  ['no interval', 'bad-interval', (request) => ({ ...request, market: { ...request.market, intervalMs: 0 } })],
  ['a clock that goes back', 'unsorted-time', clock(0, 2, 1, 3)],
  ['a clock that stands still', 'unsorted-time', clock(0, 1, 1, 3)],
  ['a clock without a number', 'unsorted-time', clock(0, 1, Number.NaN, 3)],
  ['a clock of another length', 'column-length', clock(0, 1, 2)],
  ['a bar with some prices only', 'bad-bar', spoilLeg('high', 2, Number.NaN)],
  ['an infinite price', 'bad-bar', spoilLeg('high', 2, Number.POSITIVE_INFINITY)],
  ['a price of 0', 'bad-bar', spoilLeg('low', 2, 0)],
  ['a high below the low', 'bad-bar', spoilLeg('high', 2, 98)],
  ['a close above the high', 'bad-bar', spoilLeg('close', 2, 101.5)],
  ['an open below the low', 'bad-bar', spoilLeg('open', 2, 98.5)],
  ['a negative volume', 'bad-bar', spoilLeg('volume', 2, -1)],
  ['terms for one instrument only', 'terms-length', (request) => ({ ...request, execution: [NO_COSTS] })],
  ['no capital', 'bad-cash', (request) => ({ ...request, startCash: 0 })],
  ['capital that is no number', 'bad-cash', (request) => ({ ...request, startCash: Number.NaN })],
  ['a span beyond the data', 'bad-span', (request) => ({ ...request, toBar: BARS + 1 })],
  ['an empty span', 'bad-span', (request) => ({ ...request, fromBar: 2, toBar: 2 })],
  ['half a bar', 'bad-span', (request) => ({ ...request, fromBar: 0.5 })],
  ['a negative fee', 'out-of-range', executes({ fee: { ...NO_COSTS.fee, bps: -1 } })],
  ['slippage of the whole price', 'out-of-range', executes({ slippage: { ...NO_COSTS.slippage, bps: 10_000 } })],
  ['a volume share of 0', 'out-of-range', executes({ volumeShare: 0 })],
  ['no leverage', 'out-of-range', executes({ leverage: 0 })],
  ['borrowing that pays', 'out-of-range', executes({ borrowPerYear: -0.1 })],
  [
    'fee tiers out of order',
    'unsorted-tiers',
    executes({
      fee: {
        ...NO_COSTS.fee,
        tiers: [
          { fromValue: 10, bps: 1 },
          { fromValue: 10, bps: 2 },
        ],
      },
    }),
  ],
  ['a stop of 100 %', 'out-of-range', leaves({ stop: { kind: 'fraction', size: 1 } })],
  ['a target at the entry', 'out-of-range', leaves({ target: { kind: 'fraction', size: 0 } })],
  ['a trail that is no number', 'out-of-range', leaves({ trail: { kind: 'range', size: Number.NaN } })],
  ['a time limit of no bars', 'out-of-range', leaves({ limitBars: 0 })],
  ['half a bar of time', 'out-of-range', leaves({ limitBars: 1.5 })],
  ['a range without its column', 'missing-column', leaves({ stop: { kind: 'range', size: 1 } })],
  ['no size', 'out-of-range', sizes({ method: 'fraction', fraction: 0 })],
  ['risk without a stop', 'no-stop', sizes({ method: 'risk', fraction: 0.01, cap: 1 })],
  [
    'a volatility target without its column',
    'missing-column',
    sizes({ method: 'volatility-target', targetPerYear: 0.2, cap: 1 }),
  ],
  [
    'Kelly from no trades',
    'out-of-range',
    sizes({ method: 'kelly', multiple: 1, cap: 1, minimumTrades: 0, fraction: 1 }),
  ],
  ['no positions at all', 'out-of-range', limits({ maximumPositions: 0 })],
  ['a drawdown of 100 %', 'out-of-range', limits({ maximumDrawdown: 1 })],
  [
    'groups for one instrument only',
    'group-length',
    limits({ groups: [{ refusal: 'sector-share', maximumShare: 0.5, groupOf: [1] }] }),
  ],
  [
    'a group that may hold nothing',
    'out-of-range',
    limits({ groups: [{ refusal: 'group-share', maximumShare: 0, groupOf: [1, 1] }] }),
  ],
  ['a correlation over no bars', 'out-of-range', limits({ maximumCorrelation: 0.5, correlationBars: 0 })],
  ['a column of another length', 'column-length', reads({ range: new Float64Array(3) })],
  ['funding that is no number', 'bad-funding', reads({ fundingRate: Float64Array.of(0, Number.NaN, 0, 0) })],
  [
    'slippage by volatility without it',
    'missing-column',
    executes({ slippage: { ...NO_COSTS.slippage, volatilityTimes: 1 } }),
  ],
  [
    'square-root impact without volatility',
    'missing-column',
    executes({ impact: { model: 'square-root', coefficient: 1 } }),
  ],
  [
    'a volume cap without volume',
    'no-volume',
    (request) => {
      request.market.instruments[1]!.volume.fill(Number.NaN)
      return executes({ volumeShare: 0.1 })(request)
    },
  ],
  [
    'signals of another length',
    'signal-length',
    (request) => ({ ...request, decisions: { kind: 'signals', instruments: [signalsAt(BARS, {}), signalsAt(3, {})] } }),
  ],
  [
    'signals for one instrument only',
    'signal-count',
    (request) => ({ ...request, decisions: { kind: 'signals', instruments: [signalsAt(BARS, {})] } }),
  ],
  [
    'a signal of 2',
    'bad-signal',
    (request) => {
      const odd = { ...signalsAt(BARS, {}), exitLong: Uint8Array.of(0, 2, 0, 0) }
      return { ...request, decisions: { kind: 'signals', instruments: [odd, signalsAt(BARS, {})] } }
    },
  ],
  [
    'an infinite target',
    'bad-target',
    (request) => ({
      ...request,
      decisions: {
        kind: 'targets',
        instruments: [new Float64Array(BARS), new Float64Array(BARS).fill(Number.NEGATIVE_INFINITY)],
      },
    }),
  ],
  ['an order beyond the data', 'bad-order', orders(4, 0, 1)],
  ['an order for an unknown instrument', 'bad-order', orders(2, 2, 1)],
  ['an order for no number', 'bad-order', orders(2, 0, Number.NaN)],
  ['orders out of order', 'unsorted-orders', orders(0, 0, 1)],
  ['a planned trade beyond the data', 'bad-trade', plans({ bar: 4 })],
  ['planned trades out of order', 'unsorted-orders', plans({ bar: 0 })],
  ['a leg of another lane', 'bad-trade', plans({ legs: [{ instrument: 1, share: 1 }] })],
  ['a leg of no instrument', 'bad-trade', plans({ legs: [{ instrument: 2, share: 1 }] })],
  ['a leg of no size', 'bad-trade', plans({ legs: [{ instrument: 0, share: 0 }] })],
  ['a trade without legs', 'bad-trade', plans({ legs: [] })],
  ['lanes for one instrument only', 'signal-count', plans({}, [0])],
  [
    'a stop of 100 % of one trade',
    'out-of-range',
    plans({ exits: { ...NO_EXITS, stop: { kind: 'fraction', size: 1 } } }),
  ],
  ['a range of one trade', 'missing-column', plans({ exits: { ...NO_EXITS, trail: { kind: 'range', size: 1 } } })],
  [
    'finer bars of another market',
    'bad-finer-bars',
    (request) => ({ ...request, finer: { market: request.market, firstFiner: Int32Array.of(0, 1, 2, 3) } }),
  ],
]

describe('checkRequest', () => {
  it('lets a good request through as it is, bars that are not there included', () => {
    const request = good()
    const checked = checkRequest(request)
    expect(checked.ok && checked.value).toBe(request)
    expect(Number.isNaN(request.market.instruments[0]!.close[2]!)).toBe(true)
  })

  it.each(WRONG)('refuses %s', (_, code, spoil) => {
    const checked = checkRequest(spoil(good()))
    expect(checked.ok).toBe(false)
    if (checked.ok) return
    expect(checked.trouble.code).toBe(code)
    expect(checked.trouble.message).toMatch(/^[A-Z].*\.$/)
    expect(checked.trouble.hint).toMatch(/^[A-Z].*\.$/)
  })
})
