import { annualVolatility } from './annualVolatility.ts'

/** Annual volatility (see `annualVolatility`) of the last `window` periods at each period; NaN before there are so many. RangeError for a window of fewer than 2. */
export function rollingVolatility(returns: Float64Array, window: number, periodsPerYear: number): Float64Array {
  if (!(Number.isInteger(window) && window >= 2)) throw new RangeError(`A window has 2 periods or more, got ${window}`)
  const values = new Float64Array(returns.length).fill(Number.NaN)
  for (let end = window; end <= returns.length; end += 1) {
    values[end - 1] = annualVolatility(returns.subarray(end - window, end), periodsPerYear) ?? Number.NaN
  }
  return values
}
