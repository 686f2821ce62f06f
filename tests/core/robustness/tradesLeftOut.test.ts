import { describe, expect, it } from 'vitest'
import { silentBeat } from '../../../src/core/job/beat.ts'
import { bootstrapAccount } from '../../../src/core/robustness/bootstrapAccount.ts'
import { compoundTrades, skipTrades, withoutBestTrades } from '../../../src/core/robustness/skipTrades.ts'
import { createStream } from '../../../src/core/stats/seededStream.ts'

const stream = () => createStream(1, 'test')
const trades = Float64Array.of(0.1, -0.05, 0.2, 0.03, -0.1)

describe('trades left out', () => {
  it('are none at a share of 0', () => {
    const { left, totalReturn } = skipTrades(trades, { share: 0, resamples: 50, stream: stream(), beat: silentBeat })!
    expect(left).toBe(0)
    expect(new Set(totalReturn)).toEqual(new Set([compoundTrades(trades)]))
  })

  it('are each subset of that size, equally often', () => {
    const made = skipTrades(trades, { share: 0.4, resamples: 20_000, stream: stream(), beat: silentBeat })!
    expect(made.left).toBe(2)
    const exact: number[] = []
    for (let a = 0; a < 5; a++)
      for (let b = a + 1; b < 5; b++) exact.push(compoundTrades(trades.filter((_, at) => at !== a && at !== b)))
    const key = (value: number) => value.toFixed(12)
    const counts = new Map<string, number>()
    for (const value of made.totalReturn) counts.set(key(value), (counts.get(key(value)) ?? 0) + 1)
    expect([...counts.keys()].sort()).toEqual(exact.map(key).sort())
    // 2,000 expected of each, standard deviation 42.
    for (const count of counts.values()) expect(Math.abs(count - 2_000)).toBeLessThan(200)
  })

  it('may be the best ones', () => {
    expect(withoutBestTrades(trades, 0.01)).toEqual({
      left: 1,
      totalReturn: compoundTrades(Float64Array.of(-0.1, -0.05, 0.03, 0.1)),
    })
    expect(withoutBestTrades(trades, 0.4).left).toBe(2)
  })
})

describe('the bootstrap of an account', () => {
  const options = { resamples: 400, meanBlock: 3, periodsPerYear: 365, beat: silentBeat }

  it('is the account itself where all returns are equal', () => {
    const flat = bootstrapAccount(new Float64Array(20).fill(0.01), { ...options, stream: stream() })!
    for (const value of flat.totalReturn) expect(value).toBeCloseTo(1.01 ** 20 - 1, 12)
    expect(flat.sharpe.every(Number.isNaN)).toBe(true)
    expect(flat.maxDrawdown.every((value) => value === 0)).toBe(true)
  })

  it('has the mean log growth of the sample', () => {
    const returns = Float64Array.from({ length: 250 }, (_, day) => 0.002 + 0.02 * Math.sin(day * 12.9898 + 4.1414))
    const log = returns.reduce((sum, value) => sum + Math.log1p(value), 0)
    const drawn = bootstrapAccount(returns, { ...options, resamples: 4_000, stream: stream() })!
    const mean = drawn.totalReturn.reduce((sum, value) => sum + Math.log1p(value), 0) / 4_000
    expect(Math.abs(mean - log)).toBeLessThan(0.02)
  })

  it('spreads the Sharpe ratio of independent returns as Lo 2002 says', () => {
    const chance = createStream(4, 'returns')
    const periods = 1_500
    const returns = Float64Array.from({ length: periods }, () => 0.001 + 0.01 * chance.nextNormal())
    const drawn = bootstrapAccount(returns, { ...options, meanBlock: 1, resamples: 2_000, stream: stream() })!
    const mean = drawn.sharpe.reduce((sum, value) => sum + value, 0) / 2_000
    const spread = Math.sqrt(drawn.sharpe.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 1_999)
    const perDay = mean / Math.sqrt(365)
    const expected = Math.sqrt(365) * Math.sqrt((1 + perDay ** 2 / 2) / periods)
    expect(spread / expected).toBeGreaterThan(0.93)
    expect(spread / expected).toBeLessThan(1.07)
  })

  it('refuses what is no return', () => {
    expect(() => bootstrapAccount(Float64Array.of(0, Number.NaN), { ...options, stream: stream() })).toThrow(RangeError)
    expect(bootstrapAccount(new Float64Array(0), { ...options, stream: stream() })).toBeNull()
  })
})
