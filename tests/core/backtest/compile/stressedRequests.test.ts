import { describe, expect, it } from 'vitest'
import {
  isFree,
  isOptimistic,
  oneBarLater,
  withCosts,
  withoutOptimism,
} from '../../../../src/core/backtest/compile/stressedRequests.ts'
import type { BacktestRequest } from '../../../../src/core/backtest/model/backtestRequest.ts'
import { NO_TERM_COLUMNS } from '../../../../src/core/backtest/model/backtestRequest.ts'
import { type ExecutionTerms, NO_COSTS } from '../../../../src/core/backtest/model/executionTerms.ts'
import { NO_EXITS } from '../../../../src/core/backtest/model/exitTerms.ts'
import { runBacktest } from '../../../../src/core/backtest/runBacktest.ts'
import { NO_LIMITS } from '../../../../src/core/risk/riskLimits.ts'
import { ALL_IN } from '../../../../src/core/risk/sizingTerms.ts'

const PRICES = [10, 11, 12, 11, 13, 14, 12, 15]
const bits = (...set: readonly number[]) => Uint8Array.from(PRICES, (_, bar) => (set.includes(bar) ? 1 : 0))

function request(change: Partial<BacktestRequest> = {}, missing: readonly number[] = []): BacktestRequest {
  const column = Float64Array.from(PRICES, (price, bar) => (missing.includes(bar) ? Number.NaN : price))
  const leg = { open: column, high: column, low: column, close: column, volume: column }
  return {
    market: { intervalMs: 1, timeMs: Float64Array.from(PRICES, (_, bar) => bar), instruments: [leg] },
    columns: [NO_TERM_COLUMNS],
    decisions: {
      kind: 'signals',
      instruments: [{ enterLong: bits(1, 5), exitLong: bits(4), enterShort: bits(), exitShort: bits() }],
    },
    execution: [NO_COSTS],
    exits: NO_EXITS,
    sizing: ALL_IN,
    limits: NO_LIMITS,
    startCash: 1_000,
    fromBar: 0,
    toBar: PRICES.length,
    ...change,
  }
}

function signalsOf({ decisions }: BacktestRequest) {
  if (decisions.kind !== 'signals') throw new Error('No signals')
  return decisions.instruments[0]!
}

describe('one bar later', () => {
  it('moves every signal to the next bar that is there', () => {
    expect([...signalsOf(oneBarLater(request())).enterLong]).toEqual([0, 0, 1, 0, 0, 0, 1, 0])
    const holed = signalsOf(oneBarLater(request({}, [2])))
    expect([...holed.enterLong]).toEqual([0, 0, 0, 1, 0, 0, 1, 0])
    expect([...holed.exitLong]).toEqual([0, 0, 0, 0, 0, 1, 0, 0])
  })
  it('keeps what the hours forbade, and does not forbid the hour it moved to', () => {
    const entryAllowed = bits(1, 2, 3)
    const later = oneBarLater(request({ columns: [{ ...NO_TERM_COLUMNS, entryAllowed }] }))
    expect([...signalsOf(later).enterLong]).toEqual([0, 0, 1, 0, 0, 0, 0, 0])
    expect(later.columns[0]?.entryAllowed).toBeNull()
  })
  it('buys at the open after', () => {
    expect(runBacktest(request()).fills.reference[0]).toBe(12)
    expect(runBacktest(oneBarLater(request())).fills.reference[0]).toBe(11)
  })
})

describe('dearer costs', () => {
  it('multiply every kind of cost', () => {
    const terms = {
      ...NO_COSTS,
      fee: { bps: 10, perUnit: 0.01, minimum: 1, tiers: [{ fromValue: 0, bps: 4 }] },
      slippage: { bps: 5, spreadBps: 2, volatilityTimes: 0.1 },
      impact: { model: 'linear', coefficient: 0.1 },
      borrowPerYear: 0.1,
    } as const
    expect(withCosts(request({ execution: [terms] }), 2).execution[0]).toMatchObject({
      fee: { bps: 20, perUnit: 0.02, minimum: 2, tiers: [{ fromValue: 0, bps: 8 }] },
      slippage: { bps: 10, spreadBps: 4, volatilityTimes: 0.2 },
      impact: { model: 'linear', coefficient: 0.2 },
      borrowPerYear: 0.2,
    })
  })
})

describe('a run without optimism', () => {
  it('fills at the next open instead of this close, and changes nothing else', () => {
    const optimistic = request({ execution: [{ ...NO_COSTS, fill: 'this-close' }] })
    expect(runBacktest(optimistic).fills.bar[0]).toBe(1)
    expect(runBacktest(withoutOptimism(optimistic)).fills.bar[0]).toBe(2)
  })

  it('takes the stop before the target, and leaves rules that favour nobody', () => {
    const rules = (intrabar: ExecutionTerms['intrabar']) => {
      const asked = request({ execution: [{ ...NO_COSTS, fill: 'next-close', intrabar }] })
      const { fill, intrabar: rule } = withoutOptimism(asked).execution[0]!
      return [isOptimistic(asked), fill, rule]
    }
    expect(rules('optimistic')).toEqual([true, 'next-close', 'pessimistic'])
    expect(rules('nearest')).toEqual([false, 'next-close', 'nearest'])
    expect(rules('pessimistic')).toEqual([false, 'next-close', 'pessimistic'])
  })
})

describe('terms that charge nothing', () => {
  const CHARGES: readonly [string, Partial<ExecutionTerms>][] = [
    ['a fee', { fee: { ...NO_COSTS.fee, bps: 1 } }],
    ['a fee by the unit', { fee: { ...NO_COSTS.fee, perUnit: 0.01 } }],
    ['a least fee', { fee: { ...NO_COSTS.fee, minimum: 1 } }],
    ['a tier', { fee: { ...NO_COSTS.fee, tiers: [{ fromValue: 0, bps: 1 }] } }],
    ['slippage', { slippage: { ...NO_COSTS.slippage, bps: 1 } }],
    ['a spread', { slippage: { ...NO_COSTS.slippage, spreadBps: 1 } }],
    ['slippage by volatility', { slippage: { ...NO_COSTS.slippage, volatilityTimes: 0.1 } }],
    ['impact', { impact: { model: 'linear', coefficient: 0.1 } }],
  ]
  it.each(CHARGES)('are not those with %s', (_name, change) => {
    expect(isFree({ ...NO_COSTS, ...change })).toBe(false)
  })

  it('are those that dearer costs leave as they are', () => {
    expect(isFree(NO_COSTS)).toBe(true)
    expect(isFree({ ...NO_COSTS, impact: { model: 'none', coefficient: 5 }, borrowPerYear: 0.1 })).toBe(true)
  })
})
