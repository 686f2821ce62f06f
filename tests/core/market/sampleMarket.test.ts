import { describe, expect, it } from 'vitest'
import { detectorOf, gridSettings } from '../../../src/core/events/detectorRegistry.ts'
import { moveInRanges } from '../../../src/core/events/detectors/leadLagShock.ts'
import { createIndicatorMemo } from '../../../src/core/indicators/indicatorMemo.ts'
import { sampleColumns } from '../../../src/core/market/sampleColumns.ts'
import type { Sample, SampleKind, SampleLeg } from '../../../src/core/market/sampleMarket.ts'
import {
  DRIFT_RANGES_BY_STRENGTH,
  generateSample,
  MAXIMUM_STRENGTH,
  PLANTED_RULE,
} from '../../../src/core/market/sampleMarket.ts'
import { pairConfig } from '../../../src/core/pipeline/pairConfig.ts'
import { COSTS } from '../backtest/tradeFixture.ts'

const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2019, 0, 1)

function sampleOf(kind: SampleKind, seed: number, bars: number, strength = 5): Sample {
  return generateSample({ kind, strength, seed, bars, intervalMs: HOUR_MS, startMs: START_MS })
}

function columnsOf(leg: SampleLeg): readonly Float64Array[] {
  return [leg.timeMs, leg.open, leg.high, leg.low, leg.close, leg.volume]
}

function logSteps(values: Float64Array): Float64Array {
  return Float64Array.from({ length: values.length - 1 }, (_, t) => Math.log(values[t + 1]! / values[t]!))
}

/** Mean over the seeds divided by its standard error. */
function zOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return mean / Math.sqrt(squares / (values.length - 1) / values.length)
}

function sumOf(values: Float64Array, term: (value: number, t: number) => number): number {
  let sum = 0
  for (let t = 0; t < values.length; t++) sum += term(values[t]!, t)
  return sum
}

/** Half of (variance ratio - 1) of k steps times the variance, with the mean step taken as zero: exactly zero on average in a martingale. */
function excessVariance(steps: Float64Array, k: number): number {
  return sumOf(steps, (value, t) => {
    let ahead = 0
    for (let lag = 1; lag < k && t + lag < steps.length; lag++) ahead += (1 - lag / k) * steps[t + lag]!
    return value * ahead
  })
}

describe('generateSample', () => {
  it('gives the same bytes for the same seed, other ones for another', () => {
    for (const kind of ['market', 'noise', 'planted'] as const) {
      const [first, again, other] = [sampleOf(kind, 7, 800), sampleOf(kind, 7, 800), sampleOf(kind, 8, 800)]
      expect(again).toEqual(first)
      expect(other.primary.close).not.toEqual(first.primary.close)
    }
  })

  it('is a prefix of a longer one', () => {
    const [short, long] = [sampleOf('planted', 3, 3000), sampleOf('planted', 3, 5000)]
    columnsOf(short.secondary).forEach((column, index) => {
      expect(columnsOf(long.secondary)[index]!.slice(0, 3000)).toEqual(column)
    })
  })

  it('makes bars whose extremes hold open and close, each opening where the one before closed', () => {
    for (const kind of ['market', 'noise', 'planted'] as const) {
      const sample = sampleOf(kind, 4, 3000)
      for (const { open, high, low, close, volume, timeMs } of [sample.primary, sample.secondary]) {
        for (let t = 0; t < 3000; t++) {
          expect(high[t]!).toBeGreaterThanOrEqual(Math.max(open[t]!, close[t]!))
          expect(low[t]!).toBeLessThanOrEqual(Math.min(open[t]!, close[t]!))
          expect(low[t]!).toBeGreaterThan(0)
          expect(volume[t]!).toBeGreaterThan(0)
          if (t > 0) expect(open[t]!).toBeCloseTo(close[t - 1]!, 6)
          expect(timeMs[t]).toBe(START_MS + t * HOUR_MS)
        }
      }
    }
  })

  it('has fat tails, clustered volatility, co-moving legs and an hour-of-day profile', () => {
    const sample = sampleOf('noise', 1, 20_000)
    const [a, b] = [logSteps(sample.primary.close), logSteps(sample.secondary.close)]
    const variance = sumOf(a, (value) => value * value) / a.length
    expect(sumOf(a, (value) => value ** 4) / a.length / variance ** 2).toBeGreaterThan(5)
    const product = sumOf(a, (value, t) => value * b[t]!)
    const correlation = product / Math.sqrt(sumOf(a, (value) => value * value) * sumOf(b, (value) => value * value))
    expect(correlation).toBeGreaterThan(0.4)
    expect(correlation).toBeLessThan(0.6)
    const daily = Array.from({ length: 800 }, (_, day) => sumOf(a.subarray(day * 24, day * 24 + 24), Math.abs))
    const middle = daily.reduce((sum, value) => sum + value, 0) / daily.length
    const spread = daily.reduce((sum, value) => sum + (value - middle) ** 2, 0)
    expect(
      daily.slice(1).reduce((sum, value, day) => sum + (value - middle) * (daily[day]! - middle), 0) / spread,
    ).toBeGreaterThan(0.3)
    const atHour = (hour: number) =>
      sumOf(
        a.filter((_, t) => (t + 1) % 24 === hour),
        Math.abs,
      )
    expect(atHour(15) / atHour(3)).toBeGreaterThan(1.5)
  })
})

describe('noise', () => {
  const steps = Array.from({ length: 80 }, (_, seed) => {
    const { primary, secondary } = sampleOf('noise', seed + 1, 4000)
    const ratio = primary.close.map((price, t) => price / secondary.close[t]!)
    return { primary: logSteps(primary.close), secondary: logSteps(secondary.close), ratio: logSteps(ratio) }
  })

  it.each(['primary', 'secondary', 'ratio'] as const)('has no drift in the log %s', (name) => {
    expect(Math.abs(zOf(steps.map((entry) => sumOf(entry[name], (value) => value))))).toBeLessThan(3.5)
  })

  it.each([
    ['primary', 2],
    ['primary', 24],
    ['secondary', 6],
    ['ratio', 2],
    ['ratio', 24],
    ['ratio', 100],
  ] as const)('has a variance ratio of one: log %s over %i bars', (name, k) => {
    const excess = steps.map((entry) => excessVariance(entry[name], k))
    expect(Math.abs(zOf(excess))).toBeLessThan(3.5)
    const variance = steps.reduce((sum, entry) => sum + sumOf(entry[name], (value) => value * value), 0)
    const ratio = 1 + (2 * excess.reduce((sum, value) => sum + value, 0)) / variance
    expect(ratio).toBeGreaterThan(0.93)
    expect(ratio).toBeLessThan(1.07)
  })

  it('would fail that test if a step leaned on the one before by 3 %', () => {
    const leaning = steps.map(({ ratio }) =>
      excessVariance(
        ratio.map((value, t) => value + 0.03 * (ratio[t - 1] ?? 0)),
        2,
      ),
    )
    expect(zOf(leaning)).toBeGreaterThan(3.5)
  })

  it('has no lead and no lag between the legs', () => {
    for (const lag of [1, 2]) {
      const cross = steps.map(({ primary, secondary }) =>
        sumOf(primary, (value, t) => value * (secondary[t + lag] ?? 0)),
      )
      const back = steps.map(({ primary, secondary }) =>
        sumOf(secondary, (value, t) => value * (primary[t + lag] ?? 0)),
      )
      expect(Math.abs(zOf(cross))).toBeLessThan(3.5)
      expect(Math.abs(zOf(back))).toBeLessThan(3.5)
    }
  })
})

describe('planted', () => {
  it('is noise of the same seed up to the first planted bar, and no longer after it', () => {
    for (const seed of [1, 2, 3, 4]) {
      const [noise, planted] = [sampleOf('noise', seed, 6000), sampleOf('planted', seed, 6000)]
      const first = planted.plantedBars[0]!
      expect(first).toBeGreaterThan(0)
      const same = (name: 'primary' | 'secondary') =>
        columnsOf(noise[name]).map((column, index) => {
          const other = columnsOf(planted[name])[index]!
          const at = column.findIndex((value, t) => value !== other[t])
          return at < 0 ? Number.POSITIVE_INFINITY : at
        })
      expect(Math.min(...same('primary'), ...same('secondary'))).toBe(first + 1)
      expect(noise.plantedBars).toEqual([])
    }
  })

  it('fires where the detector of its rule fires', () => {
    const planted = sampleOf('planted', 2, 20_000)
    const columns = sampleColumns(planted, HOUR_MS)
    const memo = createIndicatorMemo()
    const moves = [moveInRanges(columns, memo, 'primary'), moveInRanges(columns, memo, 'secondary')] as const
    const { shockRanges, quietRanges } = PLANTED_RULE.parameters
    const late = planted.plantedBars.filter((bar) => bar > 300)
    expect(late.length).toBeGreaterThan(50)
    const agreeing = late.filter((bar) =>
      [0, 1].some(
        (lead) => Math.abs(moves[lead]![bar]!) >= shockRanges && Math.abs(moves[1 - lead]![bar]!) <= quietRanges,
      ),
    )
    expect(agreeing.length / late.length).toBeGreaterThan(0.98)
  })

  it('does not plant anew while a planted drift runs', () => {
    const { plantedBars } = sampleOf('planted', 5, 20_000)
    for (let k = 1; k < plantedBars.length; k++) {
      expect(plantedBars[k]! - plantedBars[k - 1]!).toBeGreaterThan(PLANTED_RULE.exit.limitBars)
    }
  })

  it('drifts by as many ranges as the strength says, in the direction of the leader', () => {
    const drift = (strength: number) => {
      const total = { sum: 0, count: 0 }
      for (let seed = 1; seed <= 3; seed++) {
        const [noise, planted] = [sampleOf('noise', seed, 8000), sampleOf('planted', seed, 8000, strength)]
        const bar = planted.plantedBars[0]!
        for (const name of ['primary', 'secondary'] as const) {
          const end = bar + PLANTED_RULE.exit.limitBars
          const moved = Math.log(planted[name].close[end]! / noise[name].close[end]!)
          if (Math.abs(moved) < 1e-12) continue
          const lead = name === 'primary' ? noise.secondary : noise.primary
          expect(Math.sign(moved)).toBe(Math.sign(lead.close[bar]! - lead.open[bar]!))
          total.sum += Math.abs(moved)
          total.count++
        }
      }
      expect(total.count).toBe(3)
      return total.sum / total.count
    }
    expect(drift(4) / drift(2)).toBeCloseTo(DRIFT_RANGES_BY_STRENGTH[4]! / DRIFT_RANGES_BY_STRENGTH[2]!, 6)
    const [two, three] = DRIFT_RANGES_BY_STRENGTH.slice(2, 4)
    expect(drift(2.5) / drift(2)).toBeCloseTo((two! + three!) / 2 / two!, 6)
    expect(drift(9)).toBe(drift(MAXIMUM_STRENGTH))
  })

  it('has a table of drifts that rises with every whole strength', () => {
    expect(DRIFT_RANGES_BY_STRENGTH.length).toBe(MAXIMUM_STRENGTH + 1)
    DRIFT_RANGES_BY_STRENGTH.forEach((value, strength) => {
      expect(value).toBeGreaterThan(strength === 0 ? 0 : DRIFT_RANGES_BY_STRENGTH[strength - 1]!)
    })
  })

  it('states a rule that the grid holds, exit included', () => {
    const detector = detectorOf(PLANTED_RULE.detectorId)
    expect(detector.ok).toBe(true)
    if (!detector.ok) return
    expect(gridSettings(detector.value).map((setting) => setting.parameters)).toContainEqual(PLANTED_RULE.parameters)
    const config = pairConfig({
      profile: 'crypto',
      barsPerYear: 8760,
      startCapital: 1,
      costs: COSTS,
      iterate: 0,
      patternAid: false,
    })
    expect(config.exits).toContainEqual(PLANTED_RULE.exit)
    expect(config.settings.length * config.exits.length).toBeGreaterThanOrEqual(500)
  })
})
