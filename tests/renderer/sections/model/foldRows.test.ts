import { describe, expect, it } from 'vitest'
import type { Scheme } from '../../../../src/core/pipeline/selection/foldPlan.ts'
import { foldMarks, foldRows } from '../../../../src/renderer/sections/model/foldRows.ts'

const ANCHORED: readonly Scheme[] = Array.from({ length: 7 }, () => 'anchored')

describe('the blocks of the folds', () => {
  it('lays them out as the plan of a run does: tests of 12 % end to end, 8 % validation before each', () => {
    const rows = foldRows(ANCHORED)!
    expect(rows.map(({ label }) => label)).toEqual([
      ...[1, 2, 3, 4, 5, 6].map((fold) => `Fold ${fold} (anchored)`),
      'Hold-out (anchored)',
    ])
    rows.slice(0, 6).forEach((row, fold) => {
      expect(row.trainFrom).toBe(0)
      expect(row.testFrom).toBeCloseTo(0.28 + 0.12 * fold, 5)
      expect(row.testTo).toBeCloseTo(0.4 + 0.12 * fold, 5)
      expect(row.testFrom - row.validationFrom).toBeCloseTo(0.08, 5)
    })
    expect(rows[6]).toMatchObject({ testFrom: 1, validationFrom: 0.92 })
    expect(rows[6]!.testTo).toBeGreaterThan(1)
  })

  it('follows the scheme that each fold chose', () => {
    const rows = foldRows([...ANCHORED.slice(0, 3), 'rolling', ...ANCHORED.slice(4)])!
    expect(rows[3]!.trainFrom).toBeCloseTo(0.36, 5)
    expect(rows[3]!.validationFrom - rows[3]!.trainFrom).toBeCloseTo(rows[0]!.validationFrom, 5)
    expect(rows[4]!.trainFrom).toBe(0)
  })

  it('draws nothing where the run has another number of folds', () => {
    expect(foldRows(ANCHORED.slice(1))).toBeNull()
  })

  it('marks only the dates that are known', () => {
    const rows = foldRows(ANCHORED)!
    expect(foldMarks(rows, null, null)).toEqual([])
    expect(foldMarks(rows, Date.UTC(2017, 4, 4), Date.UTC(2020, 9, 19, 15))).toEqual([
      { share: rows[0]!.testFrom, label: '2017-05-04' },
      { share: 1, label: '2020-10-19' },
    ])
  })
})
