import { describe, expect, it } from 'vitest'
import type { TradedInstrument } from '../../../../src/core/backtest/compile/compileTerms.ts'
import { compileTerms } from '../../../../src/core/backtest/compile/compileTerms.ts'
import { backtestSpecSchema } from '../../../../src/core/contract/backtestSpec.ts'

const BARS = 130

function traded(change: Partial<TradedInstrument> = {}): TradedInstrument {
  const close = Float64Array.from({ length: BARS }, (_, bar) => 100 + 3 * Math.sin(bar) + bar / 10)
  const up = close.map((value) => value + 1)
  const down = close.map((value) => value - 1)
  return {
    leg: { open: close, high: up, low: down, close, volume: close },
    costs: { feeBps: 7, slippageBps: 3, borrowPerYear: 0.2 },
    group: 0,
    sector: null,
    hourOf: Uint8Array.from(close, (_, bar) => bar % 24),
    barsPerYear: 400,
    fundingRate: null,
    ...change,
  }
}

function compiled(written: object, instruments = [traded()]) {
  const terms = compileTerms(backtestSpecSchema.parse(written), instruments)
  if (!terms.ok) throw new Error(terms.trouble.code)
  return terms.value
}

describe('a specification as terms', () => {
  it('takes the costs of the instrument where it says none', () => {
    expect(compiled({}).execution[0]).toMatchObject({
      fill: 'next-open',
      fee: { bps: 7, perUnit: 0, minimum: 0, tiers: [] },
      slippage: { bps: 3, spreadBps: 0 },
      impact: { model: 'none', coefficient: 0 },
      volumeShare: Number.POSITIVE_INFINITY,
      borrowPerYear: 0.2,
      leverage: 1,
    })
  })
  it('limits asset classes and sectors beside each other; without a sector an instrument is one of its own', () => {
    const of = (group: number, sector: number | null) => traded({ group, sector })
    const instruments = [of(1, 0), of(1, null), of(2, 0), of(2, null)]
    const { groups } = compiled(
      { risk_management: { max_share_per_group: 0.5, max_share_per_sector: 0.3 } },
      instruments,
    ).limits
    expect(groups).toEqual([
      { refusal: 'group-share', maximumShare: 0.5, groupOf: [1, 1, 2, 2] },
      { refusal: 'sector-share', maximumShare: 0.3, groupOf: [0, -2, 0, -4] },
    ])
    expect(compiled({}, instruments).limits.groups).toEqual([])
  })
  it('reads the field names of the plans: fractions of value', () => {
    const { execution, exits, sizing, limits } = compiled({
      position_sizing: { method: 'fixed_fraction', fraction: 0.02 },
      execution: { slippage: 0.001, commission: 0.001, market_impact: 'linear' },
      risk_management: { stop_loss: 0.05, take_profit: 0.1, max_positions: 5, max_drawdown: 0.2 },
    })
    expect(execution[0]).toMatchObject({
      fee: { bps: 10 },
      slippage: { bps: 10 },
      impact: { model: 'linear', coefficient: 0.1 },
    })
    expect(exits).toEqual({
      stop: { kind: 'fraction', size: 0.05 },
      target: { kind: 'fraction', size: 0.1 },
      trail: null,
      limitBars: null,
    })
    expect(sizing).toEqual({ method: 'fraction', fraction: 0.02 })
    expect(limits).toMatchObject({ maximumPositions: 5, maximumDrawdown: 0.2 })
  })
  it('does not charge the fee of the instrument on top of fees by the unit or by tiers', () => {
    expect(compiled({ execution: { commission_per_unit: 0.005, commission_minimum: 1 } }).execution[0]?.fee).toEqual({
      bps: 0,
      perUnit: 0.005,
      minimum: 1,
      tiers: [],
    })
    const tiers = [
      { from_value: 0, rate: 0.001 },
      { from_value: 1e6, rate: 0.0005 },
    ]
    expect(compiled({ execution: { commission_tiers: tiers } }).execution[0]?.fee.tiers).toEqual([
      { fromValue: 0, bps: 10 },
      { fromValue: 1e6, bps: 5 },
    ])
  })
  it('makes the columns that the terms read, and no other', () => {
    expect(compiled({}).columns[0]).toEqual({
      barVolatility: null,
      yearVolatility: null,
      range: null,
      fundingRate: null,
      entryAllowed: null,
    })
    const { columns } = compiled({
      execution: { market_impact: 'square_root' },
      risk_management: { stop_loss: { atr: 2, period: 10 } },
      position_sizing: { method: 'volatility_target', target: 0.2, lookback: 50 },
      allowed_hours: [9, 10],
    })
    const [{ barVolatility, yearVolatility, range, entryAllowed }] = [columns[0]!]
    const { close } = traded().leg
    const returns = [...close].map((value, bar) => value / close[bar - 1]! - 1)
    const deviation = (values: readonly number[]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
    }
    expect(barVolatility![99]).toBeNaN()
    expect(barVolatility![100]).toBeCloseTo(deviation(returns.slice(1, 101)), 12)
    expect(yearVolatility![80]).toBeCloseTo(deviation(returns.slice(31, 81)) * 20, 12)
    expect(range![9]).toBeNaN()
    expect(range![10]).toBeGreaterThan(2)
    expect([...entryAllowed!.subarray(8, 12)]).toEqual([0, 1, 1, 0])
  })
  it('knows nothing of a bar that an instrument has not', () => {
    const whole = traded()
    const gap = (column: Float64Array) => column.map((value, bar) => (bar === 60 ? Number.NaN : value))
    const { leg } = whole
    const holed = { ...leg, high: gap(leg.high), low: gap(leg.low), close: gap(leg.close), open: gap(leg.open) }
    const spec = { risk_management: { trailing_stop: { atr: 3, period: 14 } } }
    const range = compiled(spec, [traded({ leg: holed })]).columns[0]!.range!
    expect(range[60]).toBeNaN()
    expect(range[61]).not.toBeNaN()
    expect(range[59]).toBe(compiled(spec).columns[0]!.range![59])
  })
  it('lets the hours forbid nothing where bars have none', () => {
    expect(compiled({ allowed_hours: [12] }, [traded({ hourOf: null })]).columns[0]!.entryAllowed).toBeNull()
  })
  it('takes Kelly whole, and fractional Kelly by its multiple', () => {
    expect(compiled({ position_sizing: { method: 'kelly' } }).sizing).toMatchObject({ method: 'kelly', multiple: 1 })
    expect(compiled({ position_sizing: { method: 'fractional_kelly', multiple: 0.25 } }).sizing).toMatchObject({
      multiple: 0.25,
    })
  })
  it('refuses ranges of two periods', () => {
    const spec = { risk_management: { stop_loss: { atr: 2, period: 10 }, take_profit: { atr: 3, period: 20 } } }
    expect(compileTerms(backtestSpecSchema.parse(spec), [traded()])).toMatchObject({
      trouble: { code: 'atr-periods-differ' },
    })
  })
})
