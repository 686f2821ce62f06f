import { isConstant } from './isConstant.ts'
import { mean } from './mean.ts'

/**
 * Biased NON-EXCESS kurtosis b2 = m4 / m2^2, moments with divisor n: 3 for a normal (scipy `kurtosis(fisher=False, bias=True)`).
 * This is the kurtosis that the Sharpe-ratio formulas take. NaN for a constant or empty series.
 */
export function kurtosis(values: Float64Array): number {
  const n = values.length
  if (n === 0 || isConstant(values)) return Number.NaN
  const centre = mean(values)
  let second = 0
  let fourth = 0
  for (let i = 0; i < n; i += 1) {
    const deviation = values[i]! - centre
    const square = deviation * deviation
    second += square
    fourth += square * square
  }
  return (n * fourth) / (second * second)
}
