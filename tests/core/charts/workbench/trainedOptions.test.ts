import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { palette } from '../../../../src/core/charts/palette.ts'
import { NEUTRAL_NUMBERS } from '../../../../src/core/charts/workbench/chartNumbers.ts'
import { contributionBars, contributionsOption } from '../../../../src/core/charts/workbench/contributionsOption.ts'
import { foldScoresOption } from '../../../../src/core/charts/workbench/foldScoresOption.ts'
import { learningCurveOption } from '../../../../src/core/charts/workbench/learningCurveOption.ts'
import { gapOf, modelFoldsOption } from '../../../../src/core/charts/workbench/modelFoldsOption.ts'
import type { TrainedFold } from '../../../../src/core/contract/modelRecord.ts'

function fold(place: number, train: readonly [string, string], test: readonly [string, string]): TrainedFold {
  const at = (day: string) => `${day}T00:00:00.000Z`
  return {
    fold: place,
    trainRows: 100,
    testRows: 20,
    purged: 5,
    embargoed: 0,
    trainFrom: at(train[0]),
    trainTo: at(train[1]),
    testFrom: at(test[0]),
    testTo: at(test[1]),
    trainBase: 0.5,
    testBase: 0.4,
    stopRows: 0,
    settings: {},
    baseline: {},
    seeds: [],
  }
}

describe('the parts of a prediction', () => {
  it('sum to what they summed to, however few are drawn one by one', () => {
    const parts = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(parts, fc.integer({ min: 1, max: 45 }), (values, most) => {
        const contributions = values.map((contribution, at) => ({ feature: `f${at}`, value: at, contribution }))
        const bars = contributionBars({ unit: 'value', base: 0, contributions }, most, NEUTRAL_NUMBERS)
        expect(bars.length).toBe(Math.min(values.length, most + (values.length > most ? 1 : 0)))
        const sum = (list: readonly number[]) => list.reduce((total, value) => total + value, 0)
        expect(sum(bars.map(({ contribution }) => contribution))).toBeCloseTo(sum(values), 9)
      }),
    )
  })

  it('go to their side, and a missing value is told', () => {
    const contributions = [
      { feature: 'a', value: null, contribution: 2 },
      { feature: 'b', value: 1, contribution: -1 },
    ]
    const bars = contributionBars({ unit: 'log-odds', base: 0.1, contributions }, 16, NEUTRAL_NUMBERS)
    expect(bars[0]?.text).toContain('missing')
    const { series } = contributionsOption({ bars, unit: 'log odds', theme: 'light', numbers: NEUTRAL_NUMBERS })
    const { gain, loss } = palette('light')
    expect(JSON.stringify(series)).toMatch(new RegExp(`${gain}.*right.*${loss}.*left`))
  })
})

describe('the folds of a model in time', () => {
  it('show the gap before a test, and none where training goes on after it', () => {
    const before = fold(0, ['2020-01-01', '2020-06-01'], ['2020-06-03', '2020-09-01'])
    const around = fold(1, ['2020-01-01', '2020-12-31'], ['2020-06-03', '2020-09-01'])
    expect(gapOf(before)).toEqual({ fromMs: Date.UTC(2020, 5, 1), toMs: Date.UTC(2020, 5, 3) })
    expect(gapOf(around)).toBeNull()
    const { series } = modelFoldsOption({ folds: [before, around], theme: 'dark', numbers: NEUTRAL_NUMBERS })
    const counts = Array.isArray(series)
      ? series.map(({ name, data }) => [name, Array.isArray(data) ? data.length : 0])
      : []
    expect(counts).toEqual([
      ['Training', 2],
      ['Test', 2],
      ['Gap', 1],
    ])
  })
})

describe('scores and learning curves', () => {
  const point = (rows: number, test: number | null) => ({
    share: 1,
    rows,
    train: { mean: 0.5, deviation: 0.1, count: 3 },
    test: { mean: test, deviation: null, count: 3 },
  })

  it('draws means, leaves out what is not known, and the spread where there is one', () => {
    const points = [point(100, 0.7), point(200, null)]
    const { series } = learningCurveOption({ points, baseline: 0.69, theme: 'light', numbers: NEUTRAL_NUMBERS })
    const data = Array.isArray(series) ? series.map((one) => [one.name, one.data]) : []
    expect(data[0]).toEqual([
      'Tests',
      [
        [100, 0.7],
        [200, '-'],
      ],
    ])
    expect(data[2]).toEqual([
      'Always the base',
      [
        [100, 0.69],
        [200, 0.69],
      ],
    ])
    expect(data[3]).toEqual(['test spread', []])
    expect(data[4]?.[1]).toHaveLength(6)
  })

  it('draws every seed of a fold, and no reference where chance has no number', () => {
    const { series } = foldScoresOption(
      {
        folds: ['Fold 1', 'Fold 2'],
        unit: 'number',
        reference: null,
        lines: [{ name: 'Mean over seeds', values: [0.5, null] }],
        points: { name: 'A seed', values: [[0.4, 0.6], [null]] },
      },
      palette('light'),
      NEUTRAL_NUMBERS,
    )
    const data = Array.isArray(series) ? series.map((one) => [one.name, one.data]) : []
    expect(data).toEqual([
      ['Mean over seeds', [0.5, '-']],
      [
        'A seed',
        [
          [0, 0.4],
          [0, 0.6],
          [1, '-'],
        ],
      ],
    ])
  })
})
