import { rollingExtreme } from './rollingExtreme.ts'

/** Largest of the last `period` values, the current one included (TA-Lib MAX). */
export function rollingMaximum(values: Float64Array, period: number): Float64Array {
  return rollingExtreme(values, period, -1)
}
