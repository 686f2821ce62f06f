/**
 * Exponential average with weight `alpha` for the newest value, beginning at the first known value itself (TA-Lib ADOSC; RiskMetrics).
 * A NaN gives NaN in its own row and leaves the state as it was.
 */
export function exponentialAverageFromFirst(values: Float64Array, alpha: number): Float64Array {
  const result = new Float64Array(values.length)
  let state = Number.NaN
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!
    result[row] = Number.NaN
    if (!Number.isFinite(value)) continue
    state = Number.isNaN(state) ? value : state + alpha * (value - state)
    result[row] = state
  }
  return result
}
