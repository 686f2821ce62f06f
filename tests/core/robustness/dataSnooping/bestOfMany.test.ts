import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { silentBeat } from '../../../../src/core/job/beat.ts'
import { realityCheck, realityCheckFromDraws } from '../../../../src/core/robustness/dataSnooping/realityCheck.ts'
import { stepwiseSuperior } from '../../../../src/core/robustness/dataSnooping/stepwiseSuperior.ts'
import {
  superiorPredictiveAbility,
  superiorPredictiveAbilityFromDraws,
} from '../../../../src/core/robustness/dataSnooping/superiorPredictiveAbility.ts'
import { mean } from '../../../../src/core/stats/mean.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'
import { stationaryBootstrapVariance } from '../../../../src/core/stats/stationaryBootstrapVariance.ts'
import { performanceColumns } from './performanceColumns.ts'

const columns = performanceColumns()
const optionsOf = (meanBlock: number, resamples = 8000) => ({
  resamples,
  meanBlock,
  stream: createStream(1, 'best'),
  beat: silentBeat,
})

describe('against other programs', () => {
  test('closed-form w^2 of Hansen 2005 (numpy, sum over all lags)', () => {
    const known = [
      0.04818796505726641, 0.19437247401487992, 0.5531163976218281, 0.4361990887620099, 0.5774212572413525,
      1.5405877987542709,
    ]
    for (const [k, value] of known.entries()) {
      expect(stationaryBootstrapVariance(columns[k]!, 5)).toBeCloseTo(value, 12)
    }
  })

  test('reality check (numpy, 40,000 resamples: 0.195 and 0.296)', () => {
    const single = realityCheck(columns, optionsOf(1))
    expect(single.statistic).toBeCloseTo(1.1430571674821728, 12)
    expect(single.best).toBe(2)
    expect(Math.abs(single.pValue - 0.19525)).toBeLessThan(0.018)
    expect(Math.abs(realityCheck(columns, optionsOf(5)).pValue - 0.29595)).toBeLessThan(0.018)
  })

  test('SPA as Hansen wrote it (numpy, 40,000 resamples), with single draws and with blocks', () => {
    const known = [
      [1, 2.3069639818154055, 0.020225, 0.04105, 0.061275],
      [5, 1.5369498056764794, 0.1256, 0.215525, 0.30315],
    ] as const
    for (const [meanBlock, statistic, lower, consistent, upper] of known) {
      const result = superiorPredictiveAbility(columns, { ...optionsOf(meanBlock), errors: 'observed' })!
      expect(result.statistic).toBeCloseTo(statistic, 11)
      expect(result.best).toBe(2)
      expect(Math.abs(result.lower - lower)).toBeLessThan(0.018)
      expect(Math.abs(result.consistent - consistent)).toBeLessThan(0.018)
      expect(Math.abs(result.upper - upper)).toBeLessThan(0.018)
    }
  })

  test('SPA by default, with the errors of each resample (numpy, 20,000 resamples): the best is less rare than with w_k as it stands', () => {
    const result = superiorPredictiveAbility(columns, optionsOf(5))!
    expect(result.statistic).toBeCloseTo(1.5369498056764794, 11)
    expect(Math.abs(result.upper - 0.3612)).toBeLessThan(0.02)
    expect(result.consistent).toBeLessThan(result.upper)
    expect(result.consistent).toBeGreaterThan(0.23)
  })

  test('SPA without errors in the statistic is that of arch 8.0 (5,000 resamples)', () => {
    const known = [
      [1, 0.0354, 0.1502, 0.1984],
      [5, 0.1142, 0.2536, 0.311],
    ] as const
    for (const [meanBlock, lower, consistent, upper] of known) {
      const result = superiorPredictiveAbility(columns, { ...optionsOf(meanBlock), studentized: false })!
      expect(result.statistic).toBeCloseTo(1.1430571674821728, 12)
      expect(Math.abs(result.lower - lower)).toBeLessThan(0.02)
      expect(Math.abs(result.consistent - consistent)).toBeLessThan(0.02)
      expect(Math.abs(result.upper - upper)).toBeLessThan(0.02)
    }
  })
})

/** All 5^5 equally likely resamples of single draws, as rows of means. */
function everyResample(sample: readonly Float64Array[]): readonly Float64Array[] {
  return Array.from({ length: 3125 }, (_, code) => {
    const picks = [0, 1, 2, 3, 4].map((i) => Math.floor(code / 5 ** i) % 5)
    return Float64Array.from(sample, (column) => picks.reduce((sum, pick) => sum + column[pick]!, 0) / 5)
  })
}

describe('exactly, by enumeration of five periods', () => {
  const sample = [Float64Array.of(0.71, -0.33, 0.45, 0.12, 0.3), Float64Array.of(-0.2, 0.5, 0.13, -0.41, 0.27)]
  const means = Float64Array.from(sample, mean)
  const rows = everyResample(sample)

  test('reality check', () => {
    const exact = realityCheckFromDraws(means, 5, rows).pValue
    const above = rows.filter((row) => Math.max(row[0]! - means[0]!, row[1]! - means[1]!) >= Math.max(...means)).length
    expect(exact).toBe(above / 3125)
    expect(Math.abs(realityCheck(sample, optionsOf(1, 40_000)).pValue - exact)).toBeLessThan(0.01)
  })

  test('SPA', () => {
    const errors = Float64Array.from(sample, (column) => Math.sqrt(stationaryBootstrapVariance(column, 1)))
    const exact = superiorPredictiveAbilityFromDraws({ means, errors, n: 5, resampledMeans: rows })!
    const drawn = superiorPredictiveAbility(sample, { ...optionsOf(1, 40_000), errors: 'observed' })!
    for (const kind of ['lower', 'consistent', 'upper'] as const) {
      expect(Math.abs(drawn[kind] - exact[kind])).toBeLessThan(0.01)
    }
    expect(exact.statistic).toBeCloseTo(Math.sqrt(5) * Math.max(means[0]! / errors[0]!, means[1]! / errors[1]!), 13)
  })
})

/** No number so small that it loses digits when it is scaled. */
const someColumns = fc.integer({ min: 4, max: 12 }).chain((n) =>
  fc.array(
    fc
      .array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: n, maxLength: n })
      .map((millionths) => Float64Array.from(millionths, (value) => value / 1_000_000)),
    { minLength: 1, maxLength: 5 },
  ),
)

describe('properties', () => {
  test('p in (0, 1], lower <= consistent <= upper, order and (for the SPA) scale of each column do not matter', () => {
    fc.assert(
      fc.property(someColumns, fc.constantFrom(1, 3), (sample, meanBlock) => {
        const options = () => optionsOf(meanBlock, 60)
        const check = realityCheck(sample, options())
        expect(check.pValue).toBeGreaterThanOrEqual(1 / 61)
        expect(check.pValue).toBeLessThanOrEqual(1)
        expect(realityCheck([...sample].reverse(), options()).pValue).toBe(check.pValue)
        const louder = sample.map((column) => column.map((value) => 4 * value))
        expect(realityCheck(louder, options()).pValue).toBe(check.pValue)
        const ability = superiorPredictiveAbility(sample, options())
        fc.pre(ability !== null)
        expect(ability!.lower).toBeLessThanOrEqual(ability!.consistent)
        expect(ability!.consistent).toBeLessThanOrEqual(ability!.upper)
        expect(ability!.lower).toBeGreaterThan(0)
        const each = sample.map((column, k) => column.map((value) => 4 ** k * value))
        expect(superiorPredictiveAbility(each, options())).toEqual(ability)
        const { statistic, best, ...pValues } = superiorPredictiveAbility([...sample].reverse(), options())!
        expect(pValues).toEqual({ lower: ability!.lower, consistent: ability!.consistent, upper: ability!.upper })
        expect(statistic).toBe(ability!.statistic)
        expect(best).toBeLessThan(sample.length)
      }),
      { numRuns: 60 },
    )
  })

  test('the smallest p of the basic step-down is the reality check of the same resamples', () => {
    const check = realityCheck(columns, optionsOf(5, 499))
    const steps = stepwiseSuperior(columns, { ...optionsOf(5, 499), errors: 'none' })
    expect(Math.min(...steps.pValues)).toBeCloseTo((1 + 499 * check.pValue) / 500, 12)
  })

  test('where nothing beats the benchmark p is 1; a hopeless column widens White’s null and not Hansen’s', () => {
    const losers = columns.map((column) => column.map((value) => value - 1))
    const result = superiorPredictiveAbility(losers, optionsOf(5, 200))!
    expect([result.statistic, result.lower, result.consistent, result.upper]).toEqual([0, 1, 1, 1])
    const wild = Float64Array.from(columns[0]!, (value) => 40 * value - 60)
    const [alone, beside] = [columns, [...columns, wild]].map((set) => realityCheck(set, optionsOf(5, 2000)).pValue)
    expect(beside! - alone!).toBeGreaterThan(0.3)
    const [ability, wider] = [columns, [...columns, wild]].map(
      (set) => superiorPredictiveAbility(set, optionsOf(5, 2000))!.consistent,
    )
    expect(wider).toBeCloseTo(ability!, 2)
  })

  test('a clear winner is at the bound 1/(B+1), never 0', () => {
    const winner = columns.map((column, k) => (k === 2 ? column.map((value) => value + 2) : column))
    expect(realityCheck(winner, optionsOf(5, 200)).pValue).toBe(1 / 201)
    expect(superiorPredictiveAbility(winner, optionsOf(5, 200))!.upper).toBe(1 / 201)
  })

  test('nothing that varies, too short, refused', () => {
    const flat = [new Float64Array(20)]
    expect(superiorPredictiveAbility(flat, optionsOf(1, 10))).toBeNull()
    expect(realityCheck(flat, optionsOf(1, 10)).pValue).toBe(1)
    expect(superiorPredictiveAbility([Float64Array.of(1, 2)], optionsOf(1, 10))).toBeNull()
    const beside = superiorPredictiveAbility([...columns, new Float64Array(120).fill(9)], optionsOf(5, 200))!
    expect(beside).toEqual(superiorPredictiveAbility(columns, optionsOf(5, 200)))
    expect(() => realityCheck([], optionsOf(1))).toThrow(RangeError)
    expect(() => realityCheck([columns[0]!, columns[1]!.subarray(1)], optionsOf(1))).toThrow(RangeError)
    expect(() => realityCheck([Float64Array.of(1, Number.NaN)], optionsOf(1))).toThrow(RangeError)
  })
})
