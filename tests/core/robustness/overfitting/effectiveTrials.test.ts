import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { averageCorrelationTrials } from '../../../../src/core/robustness/overfitting/averageCorrelationTrials.ts'
import { clusteredTrials } from '../../../../src/core/robustness/overfitting/clusteredTrials.ts'
import { averageCorrelation, correlationMatrix } from '../../../../src/core/robustness/overfitting/correlationMatrix.ts'
import { effectiveTrials } from '../../../../src/core/robustness/overfitting/effectiveTrials.ts'
import { entropyEffectiveRank } from '../../../../src/core/robustness/overfitting/entropyEffectiveRank.ts'
import { symmetricEigenvalues } from '../../../../src/core/robustness/overfitting/symmetricEigenvalues.ts'
import { pearsonCorrelation } from '../../../../src/core/stats/pearsonCorrelation.ts'
import { familyColumns, lehmerColumns, noiseColumns } from './madeReturns.ts'

const EIGEN = [1.35069746, 1.23184842, 1.21661516, 1.10185701]
const LEAST_EIGEN = 0.6037294377933867
const RANK = 11.745439692118497
const MEAN_RHO = 0.005587313109957832

const rankOf = (columns: readonly Float64Array[]) =>
  entropyEffectiveRank(symmetricEigenvalues(correlationMatrix(columns)))

describe('correlations', () => {
  test('each pair is Pearson’s, and the quick mean is their mean', () => {
    const columns = familyColumns(60, 2, 4, 0.5, 3)
    const { size, values } = correlationMatrix(columns)
    let sum = 0
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++) {
        expect(values[a * size + b]).toBeCloseTo(a === b ? 1 : pearsonCorrelation(columns[a]!, columns[b]!), 12)
        if (a !== b) sum += values[a * size + b]!
      }
    expect(averageCorrelation(columns)).toBeCloseTo(sum / (size * (size - 1)), 12)
  })

  test('a column without spread is refused', () => {
    expect(() => correlationMatrix([new Float64Array(9).fill(0.1), lehmerColumns(9, 1, 1)[0]!])).toThrow(RangeError)
  })
})

describe('eigenvalues', () => {
  test('values of another program (numpy 2.4)', () => {
    const columns = lehmerColumns(250, 12, 7)
    const eigenvalues = symmetricEigenvalues(correlationMatrix(columns))
    for (const [k, value] of EIGEN.entries()) expect(eigenvalues[k]).toBeCloseTo(value, 8)
    expect(eigenvalues[11]).toBeCloseTo(LEAST_EIGEN, 8)
    expect(entropyEffectiveRank(eigenvalues)).toBeCloseTo(RANK, 10)
    expect(averageCorrelation(columns)).toBeCloseTo(MEAN_RHO, 12)
  })

  test('of any symmetric matrix: the sums of powers are the traces', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 9_999 }), (size, seed) => {
        const drawn = noiseColumns(size, size, seed)
        const values = new Float64Array(size * size)
        for (let a = 0; a < size; a++)
          for (let b = 0; b < size; b++) values[a * size + b] = 100 * (drawn[a]![b]! + drawn[b]![a]!)
        const found = symmetricEigenvalues({ size, values })
        let trace = 0
        let squares = 0
        for (let a = 0; a < size; a++) trace += values[a * size + a]!
        for (const value of values) squares += value * value
        expect(found.reduce((sum, value) => sum + value, 0)).toBeCloseTo(trace, 8)
        expect(found.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(squares, 6)
      }),
    )
  })

  test('of more columns than periods, many of them copies: no more eigenvalues than what differs', () => {
    const columns = noiseColumns(40, 30, 9)
    const many = Array.from({ length: 120 }, (_, k) => columns[k % 30]!.map((value) => (k < 60 ? value : 2 * value)))
    const found = symmetricEigenvalues(correlationMatrix(many))
    expect(found.subarray(0, 30).every((value) => value > 1e-6)).toBe(true)
    expect(found.subarray(30).every((value) => Math.abs(value) < 1e-10)).toBe(true)
    expect(rankOf(many)).toBeCloseTo(rankOf(columns), 8)
  })

  test('of a diagonal matrix, of zeros, of ones', () => {
    expect([...symmetricEigenvalues({ size: 3, values: Float64Array.of(1, 0, 0, 0, 3, 0, 0, 0, 2) })]).toEqual([
      3, 2, 1,
    ])
    expect([...symmetricEigenvalues({ size: 2, values: new Float64Array(4) })]).toEqual([0, 0])
    const ones = symmetricEigenvalues({ size: 50, values: new Float64Array(2_500).fill(1) })
    expect(ones[0]).toBeCloseTo(50, 10)
    expect(Math.abs(ones[1]!)).toBeLessThan(1e-10)
  })
})

describe('effective number of trials', () => {
  test('by the mean correlation: the ends, and what lies between', () => {
    expect(averageCorrelationTrials(100, 0)).toBe(100)
    expect(averageCorrelationTrials(100, 1)).toBe(1)
    expect(averageCorrelationTrials(100, 0.5)).toBeCloseTo(50.5, 12)
    expect(averageCorrelationTrials(100, -0.2)).toBe(100)
  })

  test('by entropy: one for copies, their number for what has nothing in common', () => {
    const [own, other] = noiseColumns(200, 2, 4)
    expect(rankOf([own!, own!.slice(), own!.map((value) => 3 * value)])).toBeCloseTo(1, 6)
    const apart = Array.from({ length: 4 }, (_, k) => Float64Array.from({ length: 8 }, (_v, row) => WALSH[k]![row]!))
    expect(rankOf(apart)).toBeCloseTo(4, 10)
    expect(rankOf([own!, other!])).toBeLessThanOrEqual(2)
  })

  test('by clusters: planted families are found, and copies do not change their number', () => {
    for (const families of [3, 6, 10]) {
      const columns = familyColumns(500, families, 8, 0.7, 11 + families)
      const found = clusteredTrials(columns, { seed: 1, starts: 5 })
      expect(found?.clusters).toBe(families)
      const labelsOf = (family: number) => new Set(found!.labels.subarray(family * 8, (family + 1) * 8))
      for (let family = 0; family < families; family++) expect(labelsOf(family).size).toBe(1)
      expect(found!.sharpes).toHaveLength(families)
    }
  })

  test('by clusters: the same seed makes the same, and the variance is that of the clusters’ ratios', () => {
    const columns = noiseColumns(120, 30, 6)
    const found = clusteredTrials(columns, { seed: 5, starts: 3 })
    expect(clusteredTrials(columns, { seed: 5, starts: 3 })).toEqual(found)
    const { sharpes, varianceAcrossClusters } = found!
    const centre = sharpes.reduce((sum, value) => sum + value, 0) / sharpes.length
    const squares = sharpes.reduce((sum, value) => sum + (value - centre) ** 2, 0)
    expect(varianceAcrossClusters).toBeCloseTo(squares / (sharpes.length - 1), 12)
    expect(new Set(found!.labels).size).toBe(found!.clusters)
  })

  test('families within families are parted once more', () => {
    const close = familyColumns(600, 2, 10, 0.95, 21)
    const loose = familyColumns(600, 4, 6, 0.55, 22)
    const once = clusteredTrials([...close, ...loose], { seed: 2, starts: 5, isReclustered: false })
    const twice = clusteredTrials([...close, ...loose], { seed: 2, starts: 5 })
    expect(twice!.clusters).toBeGreaterThanOrEqual(once!.clusters)
    expect(twice!.clusters).toBe(6)
  })

  test('fewer than four columns are no clusters', () => {
    expect(clusteredTrials(noiseColumns(50, 3, 1), { seed: 1 })).toBeNull()
  })
})

/** Rows of Walsh's functions without the constant one: nothing in common. */
const WALSH = [
  [1, 1, 1, 1, -1, -1, -1, -1],
  [1, 1, -1, -1, 1, 1, -1, -1],
  [1, -1, 1, -1, 1, -1, 1, -1],
  [1, 1, -1, -1, -1, -1, 1, 1],
]

test('a few clusters tell no spread of trials that were made besides', () => {
  const correlation = {
    configurations: 100,
    average: 0.9,
    eigenvalues: 100,
    entropyRank: 4,
    clusters: 2,
    meanSilhouette: 0.8,
  }
  const told = { correlation, varianceAcrossClusters: 1e-6 }
  const spreadWith = (others: number) =>
    effectiveTrials(told, { own: 100, others, varianceAcrossTrials: 0.004 }).map((line) => line.varianceAcrossTrials)
  expect(spreadWith(0)).toEqual([0.004, 0.004, 1e-6])
  expect(spreadWith(1_179)).toEqual([0.004, 0.004, 0.004])
})
