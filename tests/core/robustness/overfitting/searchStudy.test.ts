import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawnRows } from '../../../../src/core/robustness/overfitting/drawnRows.ts'
import { probabilityOfOverfitting } from '../../../../src/core/robustness/overfitting/probabilityOfOverfitting.ts'
import { searchPower } from '../../../../src/core/robustness/overfitting/searchPower.ts'
import { searchStudy } from '../../../../src/core/robustness/overfitting/searchStudy.ts'
import { familyColumns, noiseColumns } from './madeReturns.ts'

describe('a search as a whole', () => {
  test('is told by the splits, with ranks that are all of them and points that are some', () => {
    const columns = noiseColumns(200, 12, 4)
    const { overfitting, withoutSpread } = searchStudy(columns, 365, { seed: 1 })
    const plain = probabilityOfOverfitting({ columns })!
    expect(overfitting).toMatchObject({ blocks: 16, blockDays: 12, droppedDays: 8, splits: 12_870, isFew: false })
    expect(overfitting!.probability).toBe(plain.probability)
    expect(overfitting!.ranks.reduce((sum, count) => sum + count, 0)).toBe(12_870)
    expect(overfitting!.ranks.slice(0, 10).reduce((sum, count) => sum + count, 0) / 12_870).toBeCloseTo(
      plain.probability,
      12,
    )
    expect(overfitting!.points.inSample[0]).toBeCloseTo(plain.chosenInSample[0]! * Math.sqrt(365), 12)
    expect(overfitting!.points.inSample.length).toBeLessThanOrEqual(300)
    expect(withoutSpread).toBe(0)
  })

  test('counts families of configurations for fewer, and leaves out those that never trade', () => {
    const columns = [...familyColumns(300, 5, 8, 0.8, 3), new Float64Array(300), new Float64Array(300)]
    const { correlation, withoutSpread, varianceAcrossClusters } = searchStudy(columns, 365, { seed: 1 })
    expect(withoutSpread).toBe(2)
    expect(correlation).toMatchObject({ configurations: 40, clusters: 5 })
    expect(correlation!.meanSilhouette).toBeGreaterThan(0.25)
    expect(correlation!.entropyRank).toBeGreaterThan(5)
    expect(correlation!.entropyRank).toBeLessThan(20)
    expect(varianceAcrossClusters).toBeGreaterThan(0)
  })

  test('noise forms no clusters', () => {
    const { correlation } = searchStudy(noiseColumns(400, 40, 2), 365, { seed: 1 })
    expect(correlation!.meanSilhouette).toBeLessThan(0.25)
    expect(correlation!.entropyRank).toBeGreaterThan(30)
  })

  test('few days make fewer blocks, too few none', () => {
    expect(searchStudy(noiseColumns(45, 6, 2), 365, { seed: 1 }).overfitting).toMatchObject({ blocks: 8, isFew: true })
    expect(searchStudy(noiseColumns(19, 6, 2), 365, { seed: 1 }).overfitting).toBeNull()
    expect(searchStudy([], 365, { seed: 1 })).toMatchObject({ overfitting: null, correlation: null })
  })
})

test('drawn rows: as many as asked, ascending, each once, and all where there are no more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 60 }), fc.nat(), (count, most, seed) => {
      const rows = drawnRows(count, most, seed, 'x')
      expect(rows).toHaveLength(Math.min(count, most))
      for (const [k, row] of rows.entries()) {
        expect(row).toBeLessThan(count)
        if (k > 0) expect(row).toBeGreaterThan(rows[k - 1]!)
      }
      expect(drawnRows(count, most, seed, 'x')).toEqual(rows)
    }),
  )
  const seen = new Set<number>()
  for (let seed = 0; seed < 400; seed++) for (const row of drawnRows(50, 3, seed, 'y')) seen.add(row)
  expect(seen.size).toBe(50)
})

describe('power first', () => {
  test('a grid of 324 over seven months shows 3.8 by luck (notes of this project on sweeps)', () => {
    const told = searchPower({ periods: 214, trials: 324, periodsPerYear: 365, target: 1 })!
    expect(told.expectedBest).toBeCloseTo(3.8, 1)
    expect(told.detectable).toBeGreaterThan(told.expectedBest)
    expect(told.yearsForTarget).toBeGreaterThan(told.yearsAgainstLuck)
  })

  test('what is detectable with the years that the target needs is the target', () => {
    const told = searchPower({ periods: 1_000, trials: 100, periodsPerYear: 365, target: 1.5 })!
    const there = searchPower({ ...told, periods: told.yearsForTarget! * 365, periodsPerYear: 365, target: 1.5 })!
    expect(there.detectable).toBeCloseTo(1.5, 3)
  })

  test('nothing is told of one day or of no trial', () => {
    expect(searchPower({ periods: 1, trials: 5, periodsPerYear: 365, target: 1 })).toBeNull()
    expect(searchPower({ periods: 50, trials: 0, periodsPerYear: 365, target: 1 })).toBeNull()
  })
})
