import { rollingMoments } from './rollingMoments.ts'

/** (upper - lower) / middle band as a fraction: 2 x `deviations` x population standard deviation / mean of the last `period` values (Bollinger 2001). */
export function bollingerWidth(values: Float64Array, period: number, deviations: number): Float64Array {
  const { mean, squaredDeviations } = rollingMoments(values, period)
  for (let row = 0; row < mean.length; row++) {
    mean[row] = (2 * deviations * Math.sqrt(squaredDeviations[row]! / period)) / mean[row]!
  }
  return mean
}
