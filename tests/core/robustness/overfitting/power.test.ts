import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deflatedSharpe } from '../../../../src/core/robustness/deflatedSharpe.ts'
import {
  deflatedBar,
  detectableSharpe,
  periodsToDetect,
  powerOfSharpe,
} from '../../../../src/core/robustness/overfitting/detectableSharpe.ts'
import {
  minimumBacktestLength,
  mostTrialsFor,
} from '../../../../src/core/robustness/overfitting/minimumBacktestLength.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'

describe('minimum backtest length', () => {
  test('five years bear 45 independent trials before a ratio of 1 is expected by luck (Bailey et al. 2014)', () => {
    expect(mostTrialsFor(5, 1)).toBe(45)
    expect(minimumBacktestLength(45, 1)).toBeCloseTo(4.998087004443404, 10)
    expect(minimumBacktestLength(1000, 1)).toBeCloseTo(10.595816068644794, 9)
    expect(minimumBacktestLength(1, 1)).toBe(0)
  })

  test('it stays below 2 ln N / SR^2, grows with trials and falls with the square of the target', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 1e9 }), fc.double({ min: 0.1, max: 5, noNaN: true }), (trials, target) => {
        const years = minimumBacktestLength(trials, target)
        expect(years).toBeLessThan((2 * Math.log(trials)) / target ** 2)
        expect(minimumBacktestLength(trials * 2, target)).toBeGreaterThan(years)
        expect(minimumBacktestLength(trials, 2 * target)).toBeCloseTo(years / 4, 9)
      }),
    )
  })

  test('the inverse is the last number that fits', () => {
    const most = mostTrialsFor(3, 1.2)
    expect(minimumBacktestLength(most, 1.2)).toBeLessThanOrEqual(3)
    expect(minimumBacktestLength(most + 1, 1.2)).toBeGreaterThan(3)
  })
})

describe('power', () => {
  test('values of another program (scipy, roots by Brent)', () => {
    for (const [periods, trials, bar, found] of [
      [1826, 100, 0.09781581051475641, 0.11758465294116648],
      [365, 1000, 0.2580177374171986, 0.30313267447630193],
      [252, 324, 0.28989982954182925, 0.3445766113866192],
    ] as const) {
      expect(deflatedBar({ periods, trials })).toBeCloseTo(bar, 9)
      expect(detectableSharpe({ periods, trials })).toBeCloseTo(found, 9)
    }
  })

  test('what is detectable has that power; more data find less, more trials find more only', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 5_000 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.double({ min: 0.3, max: 0.95, noNaN: true }),
        (periods, trials, power) => {
          const least = detectableSharpe({ periods, trials }, power)
          expect(powerOfSharpe(least, { periods, trials })).toBeCloseTo(power, 6)
          expect(detectableSharpe({ periods: periods * 2, trials }, power)).toBeLessThan(least)
          expect(detectableSharpe({ periods, trials: trials * 10 }, power)).toBeGreaterThan(least)
        },
      ),
    )
  })

  test('the periods that are needed are the first that are enough', () => {
    const periods = periodsToDetect(0.08, { trials: 200 })!
    expect(powerOfSharpe(0.08, { trials: 200, periods })).toBeGreaterThanOrEqual(0.8)
    expect(powerOfSharpe(0.08, { trials: 200, periods: periods - 1 })).toBeLessThan(0.8)
    expect(periodsToDetect(0, { trials: 200 })).toBeNull()
    expect(periodsToDetect(-1, { trials: 200 })).toBeNull()
  })

  test('drawn records pass the deflated bar as often as the power says', () => {
    const periods = 500
    const trials = 50
    const truth = detectableSharpe({ periods, trials })
    let passed = 0
    for (let draw = 0; draw < 400; draw++) {
      const stream = createStream(9, `power/${draw}`)
      const returns = Float64Array.from({ length: periods }, () => 0.01 * (truth + stream.nextNormal()))
      const told = deflatedSharpe({ returns, trials, varianceAcrossTrials: 1 / periods })
      if ((told?.probability ?? 0) >= 0.95) passed++
    }
    expect(Math.abs(passed / 400 - 0.8)).toBeLessThan(0.06)
  })

  test('fat tails and ill skews need more', () => {
    const plain = detectableSharpe({ periods: 500, trials: 50 })
    expect(detectableSharpe({ periods: 500, trials: 50, skewness: -1, kurtosis: 8 })).toBeGreaterThan(plain)
  })
})
