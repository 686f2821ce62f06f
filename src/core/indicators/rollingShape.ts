import { requirePeriod } from './requirePeriod.ts'

/**
 * Sample skewness (`power` 3) or excess kurtosis (4) of the last `period` values, bias-corrected as in pandas (Joanes & Gill 1998: G1, G2).
 * O(n period), two passes a window. NaN until warm, in a constant window, and while the window holds a NaN.
 */
export function rollingShape(values: Float64Array, period: number, power: 3 | 4): Float64Array {
  requirePeriod(period, 4)
  const result = new Float64Array(values.length)
  result.fill(Number.NaN, 0, Math.min(values.length, period - 1))
  for (let row = period - 1; row < values.length; row++) result[row] = shapeOf(values, row - period + 1, row + 1, power)
  return result
}

function shapeOf(values: Float64Array, from: number, to: number, power: 3 | 4): number {
  const count = to - from
  let mean = 0
  for (let row = from; row < to; row++) mean += values[row]! - values[from]!
  mean = mean / count + values[from]!
  let second = 0
  let higher = 0
  for (let row = from; row < to; row++) {
    const distance = values[row]! - mean
    const square = distance * distance
    second += square
    higher += power === 3 ? square * distance : square * square
  }
  const variance = second / count
  // What is left of a constant window is the rounding of its mean.
  if (!(variance > 1e-28 * mean * mean)) return Number.NaN
  if (power === 3) return (((higher / count) * Math.sqrt(count * (count - 1))) / (count - 2)) * variance ** -1.5
  const excess = higher / count / (variance * variance) - 3
  return ((count - 1) / ((count - 2) * (count - 3))) * ((count + 1) * excess + 6)
}
