import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeAt } from '../../../../src/core/features/matrix/computeAt.ts'
import { computeMatrixFeatures } from '../../../../src/core/features/matrix/computeMatrixFeatures.ts'
import { featureComputer } from '../../../../src/core/features/matrix/featureComputer.ts'
import { FEATURE_FAMILIES } from '../../../../src/core/features/matrix/featureFamilies.ts'
import type { MatrixFeature } from '../../../../src/core/features/matrix/matrixFeature.ts'
import type { MatrixInputs } from '../../../../src/core/features/matrix/matrixInputs.ts'
import { type ResolveContext, resolveFeatures } from '../../../../src/core/features/matrix/resolveFeatures.ts'
import { createIndicatorMemo } from '../../../../src/core/indicators/indicatorMemo.ts'
import { silentBeat } from '../../../../src/core/job/beat.ts'
import type { LegColumns, PairColumns } from '../../../../src/core/market/pairColumns.ts'
import { scanForLeaks } from '../../../../src/core/validation/leakScan.ts'
import { PAIR_SHAPE } from '../../../../src/core/validation/leakShapes.ts'
import { samplePair } from '../samplePair.ts'
import { askFor, CONTEXT, featuresOf, matrixOf } from './sampleMatrix.ts'

const BARS = 900
const PAIR = samplePair(BARS, 21)
const INPUTS = matrixOf(PAIR)
const EXTRA = [
  'rank(price_momentum_20)',
  'z_score(log_return)',
  'demean(volume_ratio)',
  'funding.rate',
  'age(funding.rate)',
  'volume_ratio_30@1',
]
/** Columns of a family may be asked for alone too: `volume_ratio` stands in `volume_profile`. */
const TEXTS = [...FEATURE_FAMILIES.filter(({ name }) => name !== 'volume_ratio').map(askFor), ...EXTRA]
const ALL = featuresOf(...TEXTS)
const WHOLE = computeMatrixFeatures(INPUTS, ALL, silentBeat)
const LOOSE_WARMUP = /^(vpin|roll_spread|residual_half_life|price_of)/
/** All bars of a steady market may have one value. */
const OF_ALL: readonly (readonly [string, MatrixFeature])[] = ALL.map((feature) => [feature.name, feature])

const own = (feature: MatrixFeature) => WHOLE.columns[0]![ALL.indexOf(feature)]!
const sameBits = (left: Float64Array, right: Float64Array) =>
  left.length === right.length && left.every((value, row) => Object.is(value, right[row]!))

describe('all families', () => {
  it('have names and aliases of their own', () => {
    const words = FEATURE_FAMILIES.flatMap(({ name, aliases }) => [name, ...aliases]).map((word) => word.toLowerCase())
    expect(words.filter((word, place) => words.indexOf(word) !== place)).toEqual([])
  })

  it('have versions in falling order, formulas, sources, units and parameters whose standard is within bounds', () => {
    for (const { versions } of FEATURE_FAMILIES) {
      expect(versions.map(({ version }) => version)).toEqual(versions.map((_, place) => versions.length - place))
      for (const { standard, least, most, isWhole } of versions.flatMap(({ parameters }) => parameters)) {
        expect(standard >= least && standard <= most && (!isWhole || Number.isInteger(standard))).toBe(true)
      }
    }
    for (const { formula, source, unit, inputs } of ALL) {
      expect([formula, source, unit].every((text) => text.length > 0)).toBe(true)
      expect(inputs.length).toBeGreaterThan(0)
    }
  })

  it('are seen by no leak in the scan of the house: no bar is read before it has closed', () => {
    const request = {
      names: ALL.map(({ name }) => name),
      compute: (columns: PairColumns) => computeMatrixFeatures(matrixOf(columns), ALL, silentBeat).columns[0]!,
      inputs: PAIR,
      shape: PAIR_SHAPE,
      cuts: [307, 611, 899],
      beat: silentBeat,
      probes: ['truncate', 'garble', 'gap'] as const,
    }
    const scan = scanForLeaks(request)
    expect(scan.findings).toEqual([])
    expect(scan.unproven).toEqual([])
    expect(scan.clean).toBe(true)
  })

  it('is caught by that scan where one leaks', () => {
    const [close] = featuresOf('close')
    const leaks: Readonly<Record<string, MatrixFeature['compute']>> = {
      next: (inputs) => close!.compute(inputs).map((_, row, all) => all[row + 1] ?? all[row]!),
      scaled: (inputs) => close!.compute(inputs).map((value, _row, all) => value / all[all.length - 1]!),
      other: ({ market }) => market.instruments[1]!.volume.map((_, row, all) => all[row + 2] ?? 0),
    }
    const features = Object.entries(leaks).map(([name, compute]): MatrixFeature => ({ ...close!, name, compute }))
    const scan = scanForLeaks({
      names: [...Object.keys(leaks), 'close'],
      compute: (columns) => computeMatrixFeatures(matrixOf(columns), [...features, close!], silentBeat).columns[0]!,
      inputs: PAIR,
      shape: PAIR_SHAPE,
      cuts: [307, 611],
      beat: silentBeat,
    })
    expect(new Set(scan.findings.map(({ name }) => name))).toEqual(new Set(['next', 'scaled', 'other']))
  })

  it('do not change with the order of the instruments', () => {
    const turned: MatrixInputs = {
      market: { ...INPUTS.market, instruments: [...INPUTS.market.instruments].reverse() },
      calendars: [...INPUTS.calendars].reverse(),
      joined: [...INPUTS.joined].reverse(),
    }
    const context: ResolveContext = { ...CONTEXT, instruments: [...CONTEXT.instruments].reverse() }
    const features = resolveFeatures(TEXTS, context)
    if (!features.ok) throw new Error(features.trouble.message)
    const computed = computeMatrixFeatures(turned, features.value, silentBeat)
    ALL.forEach((feature, place) => {
      expect([feature.name, sameBits(computed.columns[1]![place]!, own(feature))]).toEqual([feature.name, true])
    })
  })

  it('computed at an instant are the rows of the columns, bit for bit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: BARS - 1 }), fc.integer({ min: 0, max: 3_599_999 }), (row, laterMs) => {
        const asOfMs = PAIR.timeMs[row]! + PAIR.intervalMs + laterMs
        const at = computeAt(INPUTS, 0, ALL, asOfMs)
        if (!at.ok) throw new Error(at.trouble.message)
        expect(at.value.timeMs).toBe(PAIR.timeMs[row])
        const expected = Float64Array.from(ALL, (feature) => own(feature)[row]!)
        expect(sameBits(at.value.values, expected)).toBe(true)
      }),
      { numRuns: 8 },
    )
    const before = computeAt(INPUTS, 0, ALL, PAIR.timeMs[0]! + PAIR.intervalMs - 1)
    expect(before.ok ? '' : before.trouble.code).toBe('no-bar-known')
  })

  it('count the bars of their own instrument only: rows without one change nothing', () => {
    const spread = spreadOut(PAIR, 3)
    const computed = computeMatrixFeatures(spread.inputs, ALL, silentBeat)
    ALL.forEach((feature, place) => {
      if (feature.inputs.includes('time')) return
      const column = computed.columns[0]![place]!
      const kept = spread.rows.map((row) => column[row]!)
      expect([feature.name, sameBits(Float64Array.from(kept), own(feature))]).toEqual([feature.name, true])
      expect(column.filter((value) => Number.isFinite(value)).length).toBe(
        kept.filter((value) => Number.isFinite(value)).length,
      )
    })
  })
})

/** The same bars on a clock on which two of `times` rows belong to nobody here. */
function spreadOut(
  pair: PairColumns,
  times: number,
): { readonly inputs: MatrixInputs; readonly rows: readonly number[] } {
  const length = pair.timeMs.length * times
  const rows = Array.from(pair.timeMs, (_, bar) => bar * times)
  const wide = (values: Float64Array) => {
    const column = new Float64Array(length).fill(Number.NaN)
    values.forEach((value, bar) => {
      column[bar * times] = value
    })
    return column
  }
  const leg = (bars: LegColumns): LegColumns => ({
    open: wide(bars.open),
    high: wide(bars.high),
    low: wide(bars.low),
    close: wide(bars.close),
    volume: wide(bars.volume),
  })
  const narrow = matrixOf(pair)
  const timeMs = Float64Array.from({ length }, (_, row) => pair.timeMs[0]! + (row * pair.intervalMs) / times)
  const joined = narrow.joined.map(
    (columns) =>
      new Map([...columns].map(([name, { values, ageMs }]) => [name, { values: wide(values), ageMs: wide(ageMs) }])),
  )
  return {
    inputs: {
      market: { intervalMs: pair.intervalMs, timeMs, instruments: [leg(pair.primary), leg(pair.secondary)] },
      calendars: narrow.calendars,
      joined,
    },
    rows,
  }
}

describe.each(OF_ALL)('%s', (name, feature) => {
  it('has its first value at the stated bar, and stays known', () => {
    const values = own(feature)
    const first = values.findIndex((value) => !Number.isNaN(value))
    expect(values.length).toBe(BARS)
    if (LOOSE_WARMUP.test(name)) expect(first).toBeLessThan(BARS)
    else {
      expect(first).toBe(feature.warmupBars)
      expect(values.subarray(first).every((value) => Number.isFinite(value))).toBe(true)
    }
  })

  it('is what its slow definition says', () => {
    if (feature.slowly === null) return
    const { inputs } = featureComputer(INPUTS).view(0)
    for (const row of [feature.warmupBars, 333, 640, BARS - 1]) {
      const slow = feature.slowly(inputs, row)
      expect(Math.abs(slow - own(feature)[row]!)).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(slow)))
    }
  })

  it('is the same alone, with a memory of its own, as with all others', () => {
    const { inputs } = featureComputer(INPUTS).view(0)
    expect(sameBits(feature.compute({ ...inputs, memo: createIndicatorMemo() }), own(feature))).toBe(true)
  })

  it('makes no infinite value of bars that do not move and have no volume, and recovers from missing ones', () => {
    const still = new Float64Array(400).fill(50)
    const leg = { open: still, high: still, low: still, close: still, volume: new Float64Array(400) }
    const flat = matrixOf({ ...PAIR, timeMs: PAIR.timeMs.subarray(0, 400), primary: leg, secondary: leg })
    for (const value of computeMatrixFeatures(flat, [feature], silentBeat).columns[0]![0]!) {
      expect(Math.abs(value)).not.toBe(Number.POSITIVE_INFINITY)
    }
    const empty = (values: Float64Array) => values.map((value, row) => (row >= 120 && row < 125 ? Number.NaN : value))
    const gapped = {
      ...PAIR,
      primary: { ...PAIR.primary, volume: empty(PAIR.primary.volume) },
      secondary: { ...PAIR.secondary, close: empty(PAIR.secondary.close) },
    }
    const column = computeMatrixFeatures(matrixOf(gapped), [feature], silentBeat).columns[0]![0]!
    if (!LOOSE_WARMUP.test(name)) {
      expect(column.subarray(126 + feature.warmupBars).every((value) => Number.isFinite(value))).toBe(true)
    }
  })
})
