import { requirePeriod } from './requirePeriod.ts'
import { rollingMoments } from './rollingMoments.ts'

/** Divisor of the sum of squared deviations: n for 'population' (Bollinger, TA-Lib STDDEV), n - 1 for 'sample'. */
export type DeviationKind = 'population' | 'sample'

/** Standard deviation of the last `period` values; exactly 0 where they are all equal. */
export function rollingStandardDeviation(
  values: Float64Array,
  period: number,
  kind: DeviationKind = 'population',
): Float64Array {
  requirePeriod(period, kind === 'sample' ? 2 : 1)
  const result = rollingMoments(values, period).squaredDeviations
  const divisor = kind === 'sample' ? period - 1 : period
  for (let row = 0; row < result.length; row++) result[row] = Math.sqrt(result[row]! / divisor)
  return result
}
