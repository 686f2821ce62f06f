import { describe, expect, it } from 'vitest'
import { matrixFromColumns, selectRows } from '../../../src/core/models/featureMatrix.ts'
import { applyStandardScaler, fitStandardScaler } from '../../../src/core/models/standardScaler.ts'

describe('standard scaler', () => {
  const matrix = matrixFromColumns(
    ['plain', 'holed', 'constant', 'empty'],
    [
      Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9),
      Float64Array.of(1, Number.NaN, 3, 1, 3, Number.POSITIVE_INFINITY, 1, 3),
      new Float64Array(8).fill(0.1),
      new Float64Array(8).fill(Number.NaN),
    ],
  )

  it('uses ddof 0, leaves missing values out of the fit and sends them to 0', () => {
    const scaler = fitStandardScaler(matrix)
    expect(scaler.means).toEqual([5, 2, 0.1, 0])
    expect(scaler.deviations).toEqual([2, 1, 0, 0])
    const scaled = applyStandardScaler(scaler, matrix)
    const column = (index: number) => Array.from({ length: 8 }, (_, row) => scaled.values[row * 4 + index])
    expect(column(0)).toEqual([-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2])
    expect(column(1)).toEqual([-1, 0, 1, -1, 1, 0, -1, 1])
    expect(column(2)).toEqual(new Array(8).fill(0))
    expect(column(3)).toEqual(new Array(8).fill(0))
  })

  it('scales other rows by the fitted rows only, a column that was constant there to 0', () => {
    const training = selectRows(matrix, Int32Array.of(1, 2, 3))
    const scaler = fitStandardScaler(training)
    expect(scaler.deviations[0]).toBe(0)
    expect(applyStandardScaler(scaler, matrix).values[7 * 4]).toBe(0)
    expect(() => selectRows(matrix, Int32Array.of(8))).toThrow('Row 8')
  })
})
