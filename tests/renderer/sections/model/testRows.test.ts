import { describe, expect, it } from 'vitest'
import type { TestScoreShape } from '../../../../src/core/contract/workbench/stageShapesModel.ts'
import { DATE_COLUMNS, datedFolds } from '../../../../src/renderer/sections/model/foldDateColumns.ts'
import {
  foldsWithRows,
  frozenThresholds,
  groupCount,
  testRowsOf,
} from '../../../../src/renderer/sections/model/testRows.ts'

const PREDICTIONS = {
  fold: [0, 0, 2, 2, 2],
  decisionMs: [1, 2, 3, 4, 5],
  probability: [0.1, 0.9, 0.3, 0.4, 0.5],
  label: [0, 1, 1, 0, 1],
  netReturn: [-0.1, 0.2, 0.3, -0.4, 0.5],
}
const score = (fold: number, threshold: number): TestScoreShape => ({
  fold,
  model: 'm',
  threshold,
  offered: 7 + fold,
  taken: 1,
  areaUnderRoc: null,
  brierScore: null,
  meanNetOffered: null,
  meanNetTaken: null,
})

describe('test events', () => {
  it('are those of all folds, or of one', () => {
    expect(testRowsOf(PREDICTIONS, null)).toMatchObject({ gains: 3, label: Uint8Array.of(0, 1, 1, 0, 1) })
    expect(testRowsOf(PREDICTIONS, 2)).toEqual({
      label: Uint8Array.of(1, 0, 1),
      probability: Float64Array.of(0.3, 0.4, 0.5),
      netReturn: Float64Array.of(0.3, -0.4, 0.5),
      gains: 2,
    })
    expect(testRowsOf(PREDICTIONS, 1).label.length).toBe(0)
    expect(foldsWithRows(PREDICTIONS)).toEqual([0, 2])
  })

  it('name each frozen threshold once, with its folds', () => {
    const scores = [score(0, 0.35), score(1, 0.3), score(2, 0.3), score(3, 0.3), score(5, 0.3), score(6, 0.35)]
    expect(frozenThresholds(scores, null)).toEqual([
      { threshold: 0.3, label: 'Folds 2–4, 6' },
      { threshold: 0.35, label: 'Folds 1, 7' },
    ])
    expect(frozenThresholds(scores, 0)).toEqual([{ threshold: 0.35, label: 'Fold 1' }])
    expect(frozenThresholds([score(0, 0.4), score(1, 0.4)], null)).toEqual([{ threshold: 0.4, label: 'Folds 1, 2' }])
    expect(frozenThresholds([], null)).toEqual([])
  })

  it('fall into groups that have some', () => {
    expect([0, 14, 15, 62, 451].map(groupCount)).toEqual([1, 1, 1, 4, 10])
  })
})

it('the table of the folds says UTC days that belong to each block, and where the hold-out begins', () => {
  const day = (number: number) => Date.UTC(2020, 0, number)
  const span = (from: number, to: number) => ({ fromMs: day(from), toMs: day(to) })
  const fold = {
    scheme: 'rolling' as const,
    train: span(1, 5),
    validation: span(5, 7),
    trainingRows: 9,
    purgedRows: 1,
    purge: null,
    embargoBars: 3,
    embargo: null,
  }
  const rows = datedFolds(
    [
      { ...fold, fold: 0, test: span(7, 10) },
      { ...fold, fold: 1, test: span(10, 10) },
    ],
    [score(0, 0)],
  )
  const texts = rows.map((row) => DATE_COLUMNS.map((column) => column.text?.(row)))
  expect(texts[0]).toEqual([
    'Fold 1 (rolling)',
    '2020-01-01 – 2020-01-04',
    '2020-01-05 – 2020-01-06',
    '2020-01-07 – 2020-01-09',
    '9',
    '1',
    '7',
  ])
  expect(texts[1]!.slice(0, 4)).toEqual([
    'Hold-out (rolling)',
    '2020-01-01 – 2020-01-04',
    '2020-01-05 – 2020-01-06',
    'sealed, from 2020-01-10',
  ])
  expect(texts[1]!.at(-1)).toBe('n/a')
})
