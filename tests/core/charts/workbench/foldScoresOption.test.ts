import { describe, expect, it } from 'vitest'
import { palette } from '../../../../src/core/charts/palette.ts'
import { NEUTRAL_NUMBERS } from '../../../../src/core/charts/workbench/chartNumbers.ts'
import { foldScoresOption } from '../../../../src/core/charts/workbench/foldScoresOption.ts'

describe('scores by fold', () => {
  it('draws the reference across all folds and leaves a hole where a fold has no score', () => {
    const option = foldScoresOption(
      {
        folds: ['Fold 1', 'Fold 2', 'Fold 3'],
        unit: 'number',
        reference: { name: 'Knows nothing', value: 0.5 },
        lines: [{ name: 'Validation', values: [0.61, null, 0.48] }],
      },
      palette('dark'),
      NEUTRAL_NUMBERS,
    )
    const series = Array.isArray(option.series) ? option.series : []
    expect(series.map(({ name, data }) => [name, data])).toEqual([
      ['Knows nothing, 0.5', [0.5, 0.5, 0.5]],
      ['Validation', [0.61, '-', 0.48]],
    ])
  })
})
