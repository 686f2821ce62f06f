import { describe, expect, it } from 'vitest'
import { INDICATOR_FAMILIES } from '../../../../src/core/features/matrix/families/indicatorFamilies.ts'
import type { MatrixFeature } from '../../../../src/core/features/matrix/matrixFeature.ts'
import { drawsOf } from '../../backtest/randomBacktest.ts'
import { featuresOf, indicatorBars, inputsOf, mapLeg } from './indicatorBars.ts'

const BARS = 700
const FEATURES = INDICATOR_FAMILIES.flatMap((family) =>
  featuresOf(family).map((feature) => [feature.name, feature] as const),
)

/** By which powers of a factor on prices and of one on volumes a column of that unit grows. */
const DEGREES: Readonly<Record<string, readonly [number, number]>> = {
  price: [1, 0],
  'price squared': [2, 0],
  'price squared / volume': [2, -1],
  'price x volume': [1, 1],
  volume: [0, 1],
  percent: [0, 0],
  ratio: [0, 0],
  fraction: [0, 0],
  index: [0, 0],
  '0 to 1': [0, 0],
  '-1 to 1': [0, 0],
  '0 to 100': [0, 0],
  '-100 to 100': [0, 0],
  '-100 to 0': [0, 0],
  '0 or 1': [0, 0],
  '-1 or 1': [0, 0],
  '-1, 0 or 1': [0, 0],
}

const bars = indicatorBars(1, BARS)
/** Single bars, and a row of them, without any value; and lone missing volumes. */
const gapped = mapLeg((field) =>
  bars[field].map((value, row) =>
    row === 150 || (row >= 301 && row < 304) || row === 420 || (field === 'volume' && row === 500) ? Number.NaN : value,
  ),
)

function isClose(value: number, wanted: number, size: number): boolean {
  if (Number.isNaN(wanted)) return Number.isNaN(value)
  return Math.abs(value - wanted) <= 1e-9 * Math.max(Math.abs(wanted), size)
}

/** Usual size of a column's values: near zero a relative error means nothing. */
function sizeOf(column: Float64Array): number {
  const known = column.filter((value) => !Number.isNaN(value))
  return known.length === 0 ? 0 : Math.sqrt(known.reduce((sum, value) => sum + value * value, 0) / known.length) / 100
}

function expectSlowly(feature: MatrixFeature, leg: typeof bars, rows: readonly number[]): void {
  const inputs = inputsOf(leg)
  const column = feature.compute(inputs)
  const size = sizeOf(column)
  for (const row of rows) {
    const slow = feature.slowly!(inputs, row)
    if (!isClose(column[row]!, slow, size))
      expect.fail(`${feature.name} row ${row}: ${column[row]} computed, ${slow} by definition`)
  }
}

describe('the list', () => {
  it('holds at least 60 indicators, each name and alias once', () => {
    expect(INDICATOR_FAMILIES.length).toBeGreaterThanOrEqual(60)
    const words = INDICATOR_FAMILIES.flatMap(({ name, aliases }) => [name, ...aliases]).map((word) =>
      word.toLowerCase(),
    )
    expect(new Set(words).size).toBe(words.length)
  })

  it('covers each kind', () => {
    const kinds = new Set(INDICATOR_FAMILIES.map(({ kind }) => kind))
    expect([...kinds].sort()).toEqual(['momentum', 'pattern', 'statistical', 'trend', 'volatility', 'volume'])
  })

  it('names, describes and bounds everything', () => {
    for (const family of INDICATOR_FAMILIES) {
      for (const { parameters } of family.versions) {
        expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length)
        for (const { least, standard, most, meaning, isWhole } of parameters) {
          expect(least <= standard && standard <= most && meaning.length > 3).toBe(true)
          if (isWhole) expect(Number.isInteger(least) && Number.isInteger(standard)).toBe(true)
        }
      }
    }
    for (const [, { formula, source, unit, inputs }] of FEATURES) {
      expect(formula.length > 2 && source.length > 2 && inputs.length > 0).toBe(true)
      expect(Object.keys(DEGREES)).toContain(unit)
    }
  })
})

describe.each(FEATURES)('%s', (name, feature) => {
  it('never depends on a later bar, bit for bit', () => {
    const draws = drawsOf(name.length)
    for (const leg of [bars, gapped]) {
      const whole = feature.compute(inputsOf(leg))
      expect(whole.length).toBe(BARS)
      for (const cut of [1, 2, feature.warmupBars, ...Array.from({ length: 6 }, () => 1 + draws.below(BARS - 1))]) {
        const part = feature.compute(inputsOf(mapLeg((field) => leg[field].slice(0, cut))))
        expect(part).toEqual(whole.slice(0, cut))
      }
    }
  })

  it('has its first value at the stated bar', () => {
    const column = feature.compute(inputsOf(bars))
    expect(column.findIndex((value) => !Number.isNaN(value))).toBe(feature.warmupBars)
  })

  it('holds no infinity and is never overwritten', () => {
    const inputs = inputsOf(bars)
    const column = feature.compute(inputs)
    const before = column.slice()
    for (const [, other] of FEATURES) if (other !== feature) other.compute(inputs)
    expect(column).toEqual(before)
    expect(column.some((value) => Math.abs(value) === Number.POSITIVE_INFINITY)).toBe(false)
  })

  it('is what its slow definition says', () => {
    const draws = drawsOf(7 + name.length)
    const edges = [0, 1, feature.warmupBars - 1, feature.warmupBars, feature.warmupBars + 1, BARS - 1]
    const rows = [...edges, ...Array.from({ length: 12 }, () => draws.below(BARS))].filter((row) => row >= 0)
    expectSlowly(feature, bars, rows)
  })

  it('goes on after missing bars as its slow definition does', () => {
    const near = [
      149, 150, 151, 152, 160, 300, 301, 303, 304, 305, 306, 330, 419, 420, 421, 425, 499, 500, 501, 502, 600,
    ]
    expectSlowly(feature, gapped, [...near, BARS - 1])
    const column = feature.compute(inputsOf(gapped))
    // The cloud over a bar is made of earlier ones alone.
    if (!name.includes('_span_')) expect(column[420]).toBeNaN()
    expect(column[BARS - 1]).not.toBeNaN()
  })

  it('scales with prices and volumes as its unit says', () => {
    const [priceDegree, volumeDegree] = DEGREES[feature.unit]!
    const scaled = mapLeg((field) => bars[field].map((value) => value * (field === 'volume' ? 8 : 4)))
    const plain = feature.compute(inputsOf(bars))
    const grown = feature.compute(inputsOf(scaled))
    const factor = 4 ** priceDegree * 8 ** volumeDegree
    const size = sizeOf(plain)
    for (let row = 0; row < BARS; row++) {
      if (!isClose(grown[row]! / factor, plain[row]!, size)) expect.fail(`row ${row}: ${grown[row]} of ${plain[row]}`)
    }
  })

  it('says nothing wrong of a market that stands still', () => {
    const still = mapLeg((field) => new Float64Array(BARS).fill(field === 'volume' ? 0 : 7))
    const column = feature.compute(inputsOf(still))
    for (const row of [feature.warmupBars, BARS - 1]) {
      expect(Math.abs(column[row]!)).not.toBe(Number.POSITIVE_INFINITY)
      const slow = feature.slowly!(inputsOf(still), row)
      if (!isClose(column[row]!, slow, 1e-3)) expect.fail(`row ${row}: ${column[row]}, by definition ${slow}`)
    }
  })
})
