import { maxDrawdown } from './maxDrawdown.ts'

/** Largest drawdown within the last `window` periods at each period, the equity before the window a peak too; NaN before there are so many. RangeError for a window of fewer than 1. */
export function rollingDrawdown(returns: Float64Array, window: number): Float64Array {
  if (!(Number.isInteger(window) && window >= 1)) throw new RangeError(`A window has 1 period or more, got ${window}`)
  const values = new Float64Array(returns.length).fill(Number.NaN)
  for (let end = window; end <= returns.length; end += 1) {
    values[end - 1] = maxDrawdown(returns.subarray(end - window, end)) ?? Number.NaN
  }
  return values
}
