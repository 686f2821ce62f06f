import { describe, expect, it } from 'vitest'
import { meanRanks } from '../../../src/core/stats/meanRanks.ts'
import { spearmanCorrelation } from '../../../src/core/stats/spearmanCorrelation.ts'
import { upperChiSquare } from '../../../src/core/stats/upperChiSquare.ts'

describe('the upper tail of chi-square', () => {
  it.each([
    [1, 1, 0.31731050786291115],
    [10, 3, 0.01856613546304325],
    [20, 9, 0.017912404529843298],
    [150, 100, 0.0009039320423540184],
    [900, 801, 0.008314410427923264],
    [300, 10, 1.5546747543803087e-58],
  ])('at %f with %i degrees is that of scipy 1.10.1', (x, degrees, tail) => {
    expect(upperChiSquare(x, degrees) / tail).toBeCloseTo(1, 9)
  })

  it('is near from 1,000 degrees on, 1 at 0, and refuses no degrees', () => {
    expect(Math.abs(upperChiSquare(1100, 1000) - 0.014614408126295192)).toBeLessThan(1e-4)
    expect(upperChiSquare(0, 4)).toBe(1)
    expect(() => upperChiSquare(1, 0)).toThrow(RangeError)
  })
})

describe('ranks', () => {
  const x = Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6)
  const y = Float64Array.of(2, 7, 1, 8, 2, 8, 1, 8)

  it('and their correlation are those of scipy 1.10.1, ties at their mean', () => {
    expect(Array.from(meanRanks(x))).toEqual([4, 1.5, 5, 1.5, 6, 8, 3, 7])
    expect(spearmanCorrelation(x, y)).toBeCloseTo(0.19885368120992467, 12)
  })

  it('leave missing values out', () => {
    expect(Array.from(meanRanks(Float64Array.of(2, Number.NaN, 1)))).toEqual([2, Number.NaN, 1])
    const holed = [...x, Number.NaN, 5]
    expect(spearmanCorrelation(Float64Array.from(holed), Float64Array.from([...y, 3, Number.NaN]))).toBeCloseTo(
      0.19885368120992467,
      12,
    )
    expect(spearmanCorrelation(Float64Array.of(1, 2, 3), Float64Array.of(1, 1, 1))).toBeNaN()
  })
})
