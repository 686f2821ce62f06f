import { rollingExtreme } from './rollingExtreme.ts'

/** Smallest of the last `period` values, the current one included (TA-Lib MIN). */
export function rollingMinimum(values: Float64Array, period: number): Float64Array {
  return rollingExtreme(values, period, 1)
}
