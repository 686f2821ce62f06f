import { isConstant } from './isConstant.ts'
import { mean } from './mean.ts'

/** Biased skewness g1 = m3 / m2^(3/2), moments with divisor n (scipy `skew(bias=True)`). NaN for a constant or empty series. */
export function skewness(values: Float64Array): number {
  const n = values.length
  if (n === 0 || isConstant(values)) return Number.NaN
  const centre = mean(values)
  let second = 0
  let third = 0
  for (let i = 0; i < n; i += 1) {
    const deviation = values[i]! - centre
    const square = deviation * deviation
    second += square
    third += square * deviation
  }
  return third / n / (second / n) ** 1.5
}
