import { efficiencyRatio } from './efficiencyRatio.ts'

/**
 * Kaufman's adaptive moving average (1995; TA-Lib KAMA): state + (e (fast - slow) + slow)^2 x (value - state), e the efficiency ratio over `period`
 * rows, fast and slow = 2 / (bars + 1). Begins at the value before the first row with a ratio. Rows without a ratio are NaN and leave the state.
 */
export function kaufmanAverage(values: Float64Array, period: number, fastBars: number, slowBars: number): Float64Array {
  const result = efficiencyRatio(values, period)
  const slow = 2 / (slowBars + 1)
  const span = 2 / (fastBars + 1) - slow
  let state = Number.NaN
  for (let row = 1; row < values.length; row++) {
    const ratio = result[row]!
    if (Number.isNaN(ratio)) continue
    if (Number.isNaN(state)) state = values[row - 1]!
    const weight = (ratio * span + slow) ** 2
    state += weight * (values[row]! - state)
    result[row] = state
  }
  return result
}
