import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FeatureDefinition } from '../../../src/core/features/featureDefinition.ts'
import { computeFeatures, FEATURE_VERSION, FEATURES } from '../../../src/core/features/featureRegistry.ts'
import { featureVersion } from '../../../src/core/features/featureVersion.ts'
import { PATTERN_FEATURES } from '../../../src/core/features/patternFeatures.ts'
import { silentBeat } from '../../../src/core/job/beat.ts'
import { type LegColumns, type PairColumns, truncatePair } from '../../../src/core/market/pairColumns.ts'
import { mirrorPair, samplePair } from './samplePair.ts'

const ALL = [...FEATURES, ...PATTERN_FEATURES]
const bars = samplePair(900, 7)
const whole = computeFeatures(bars, silentBeat, ALL)

const column = (columns: PairColumns, definition: FeatureDefinition) => definition.compute(columns)
const named = (name: string) => whole.columns[whole.names.indexOf(name)]!

function replaceLegs(columns: PairColumns, change: (leg: LegColumns) => LegColumns): PairColumns {
  return { ...columns, primary: change(columns.primary), secondary: change(columns.secondary) }
}

describe('the list', () => {
  it('has 42 features and 16 pattern features with names of their own and columns of full length', () => {
    expect(FEATURES.length).toBe(42)
    expect(PATTERN_FEATURES.length).toBe(16)
    expect(new Set(whole.names).size).toBe(58)
    for (const values of whole.columns) expect(values.length).toBe(900)
  })

  it('has a version that follows any definition', () => {
    expect(FEATURE_VERSION).toMatch(/^[0-9a-f]{16}$/)
    const [first, ...rest] = FEATURES
    expect(featureVersion([{ ...first!, version: 2 }, ...rest])).not.toBe(FEATURE_VERSION)
    expect(featureVersion([...rest, first!])).not.toBe(FEATURE_VERSION)
    expect(featureVersion([])).not.toBe(FEATURE_VERSION)
  })

  it('beats once a feature and says when it is done', () => {
    const heard: number[] = []
    computeFeatures(bars, (done, total) => heard.push(done / total))
    expect(heard.length).toBe(43)
    expect(heard.at(-1)).toBe(1)
  })
})

describe('point in time', () => {
  it('no feature changes, bit for bit, when later bars are cut off or become garbage', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 899 }), (cut) => {
        const truncated = computeFeatures(truncatePair(bars, cut), silentBeat, ALL)
        const spoil = (values: Float64Array) => values.map((value, row) => (row < cut ? value : 3 + (row % 5)))
        const spoiled = replaceLegs(bars, (leg) => ({
          open: spoil(leg.open),
          high: spoil(leg.high),
          low: spoil(leg.low),
          close: spoil(leg.close),
          volume: spoil(leg.volume),
        }))
        const perturbed = computeFeatures(spoiled, silentBeat, ALL)
        ALL.forEach((_, index) => {
          const expected = whole.columns[index]!.slice(0, cut)
          expect(truncated.columns[index]).toEqual(expected)
          expect(perturbed.columns[index]!.slice(0, cut)).toEqual(expected)
        })
      }),
      { numRuns: 40 },
    )
  })
})

describe.each(ALL.map((definition) => [definition.name, definition] as const))('%s', (name, definition) => {
  it('is the same alone as with all others', () => {
    expect(column(bars, definition)).toEqual(named(name))
  })

  it('has its first value at the stated bar, and one in every bar after it', () => {
    const values = named(name)
    for (let row = 0; row < 900; row++) expect(Number.isFinite(values[row])).toBe(row >= definition.warmupBars)
  })

  it('changes sign with a mirrored price path if signed, and does not change if not', () => {
    const mirrored = column(mirrorPair(bars), definition)
    const sign = definition.signed ? -1 : 1
    let moved = 0
    for (let row = definition.warmupBars; row < 900; row++) {
      expect(Math.abs(mirrored[row]! - sign * named(name)[row]!)).toBeLessThan(1e-9)
      if (named(name)[row] !== 0) moved++
    }
    expect(moved).toBeGreaterThan(0)
  })

  it('knows no price level and no unit of volume', () => {
    const scaled = column(
      replaceLegs(bars, (leg) => ({
        open: leg.open.map((price) => price * 64),
        high: leg.high.map((price) => price * 64),
        low: leg.low.map((price) => price * 64),
        close: leg.close.map((price) => price * 64),
        volume: leg.volume.map((amount) => amount * 1024),
      })),
      definition,
    )
    for (let row = definition.warmupBars; row < 900; row++) {
      expect(Math.abs(scaled[row]! - named(name)[row]!)).toBeLessThan(1e-8)
    }
  })

  it('recovers from missing bars', () => {
    const gapped = replaceLegs(bars, (leg) => {
      const cut = (values: Float64Array) => values.map((value, row) => (row >= 300 && row < 305 ? Number.NaN : value))
      return {
        open: cut(leg.open),
        high: cut(leg.high),
        low: cut(leg.low),
        close: cut(leg.close),
        volume: cut(leg.volume),
      }
    })
    const values = column(gapped, definition)
    for (let row = 305 + definition.warmupBars; row < 900; row++) expect(Number.isFinite(values[row])).toBe(true)
    if (!name.startsWith('calendar')) expect(values[302]).toBeNaN()
  })

  it('makes no infinite value of bars that do not move and have no volume', () => {
    const still = new Float64Array(400).fill(50)
    const leg = { open: still, high: still, low: still, close: still, volume: new Float64Array(400) }
    const values = column({ ...truncatePair(bars, 400), primary: leg, secondary: leg }, definition)
    for (const value of values) expect(Math.abs(value)).not.toBe(Number.POSITIVE_INFINITY)
  })
})

describe('values by hand', () => {
  /** One leg as given, both legs alike. */
  function pairOf(open: number[], high: number[], low: number[], close: number[]): PairColumns {
    const leg: LegColumns = {
      open: Float64Array.from(open),
      high: Float64Array.from(high),
      low: Float64Array.from(low),
      close: Float64Array.from(close),
      volume: new Float64Array(open.length).fill(1),
    }
    return { ...truncatePair(bars, open.length), primary: leg, secondary: leg }
  }
  const find = (name: string) => ALL.find((definition) => definition.name === name)!

  it('a steady rise of one range a bar is a return of 1 over 1 bar and sqrt(6) over 6', () => {
    const level = Array.from({ length: 40 }, (_, row) => Math.exp(row / 100))
    const rise = pairOf(
      level,
      level.map((value) => value * Math.exp(0.01)),
      level,
      level.map((value) => value * Math.exp(0.01)),
    )
    expect(find('primary_return_1').compute(rise)[39]).toBeCloseTo(1, 9)
    expect(find('primary_return_6').compute(rise)[39]).toBeCloseTo(Math.sqrt(6), 9)
    expect(find('primary_rsi_14').compute(rise)[39]).toBe(1)
    expect(find('primary_channel_position_24').compute(rise)[39]).toBeCloseTo(24, 9)
    expect(find('primary_realised_volatility_24').compute(rise)[39]).toBeCloseTo(0.01, 12)
    expect(find('primary_atr_14').compute(rise)[39]).toBeCloseTo(0.01, 12)
  })

  it('body and wicks are shares of the range, in logs', () => {
    const e = (power: number) => Math.exp(power / 10)
    const bar = pairOf([e(2)], [e(10)], [e(0)], [e(6)])
    expect(find('secondary_candle_body').compute(bar)[0]).toBeCloseTo(0.4, 12)
    expect(find('secondary_wick_imbalance').compute(bar)[0]).toBeCloseTo(-0.2, 12)
  })

  it('the hour and the weekday are UTC: 2021-01-01 was a Friday', () => {
    expect(named('calendar_hour_sine')[6]).toBe(1)
    expect(named('calendar_hour_cosine')[12]).toBe(-1)
    expect(named('calendar_weekday_sine')[0]).toBe(Math.sin((2 * Math.PI * 5) / 7))
    expect(named('calendar_weekday_cosine')[24 * 2]).toBe(1)
  })

  it('lead and lag are told apart: above 0 where the secondary moves first', () => {
    const lagged = samplePair(600, 3)
    const first = lagged.secondary.close
    const follower = first.map((price, row) => (row === 0 ? price : first[row - 1]!))
    const pair = { ...lagged, primary: { ...lagged.primary, close: follower } }
    expect(find('pair_lead_lag_168').compute(pair)[599]).toBeGreaterThan(0.8)
  })

  it('names the patterns of textbook candles', () => {
    const at = (name: string, ...candles: [number, number, number, number][]) => {
      const pick = (place: 0 | 1 | 2 | 3) => candles.map((candle) => candle[place])
      return find(`primary_pattern_${name}`).compute(pairOf(pick(0), pick(1), pick(2), pick(3)))[candles.length - 1]
    }
    expect(at('engulfing', [105, 106, 99, 100], [99, 107, 98, 106])).toBe(1)
    expect(at('engulfing', [100, 106, 99, 105], [106, 107, 98, 99])).toBe(-1)
    expect(at('engulfing', [105, 106, 99, 100], [101, 107, 98, 104])).toBe(0)
    expect(at('pin_bar', [100, 100.6, 95, 100.5])).toBe(1)
    expect(at('pin_bar', [100, 105, 99.4, 99.5])).toBe(-1)
    expect(at('doji', [100, 102, 98, 100.1])).toBe(1)
    expect(at('doji', [100, 100, 100, 100])).toBe(0)
    expect(at('inside_bar', [100, 106, 99, 105], [101, 105, 100, 104])).toBe(1)
    expect(at('outside_bar', [100, 106, 99, 105], [101, 107, 98, 99])).toBe(-1)
    expect(at('three_bar_thrust', [100, 102.5, 99.5, 102], [102, 104.5, 101.5, 104], [104, 106.5, 103.5, 106])).toBe(1)
    expect(at('star', [110, 111, 99, 100], [100, 101, 98, 99.5], [100, 109, 99, 108])).toBe(1)
    expect(at('star', [100, 111, 99, 110], [110, 112, 109, 110.5], [110, 111, 101, 102])).toBe(-1)
  })
})

describe('speed', () => {
  it('computes 50,000 bars in seconds, not minutes', () => {
    const many = samplePair(50_000, 11)
    const started = performance.now()
    computeFeatures(many, silentBeat)
    expect(performance.now() - started).toBeLessThan(3000)
  })
})
