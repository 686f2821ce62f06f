import { sharpe } from './sharpe.ts'

/** Annual Sharpe ratio (see `sharpe`) of the last `window` periods at each period; NaN before there are so many, and where there is no spread. */
export function rollingSharpe(returns: Float64Array, window: number, periodsPerYear: number): Float64Array {
  if (!(Number.isInteger(window) && window >= 2)) throw new RangeError(`A window has 2 periods or more, got ${window}`)
  const ratios = new Float64Array(returns.length).fill(Number.NaN)
  for (let end = window; end <= returns.length; end += 1) {
    ratios[end - 1] = sharpe(returns.subarray(end - window, end), periodsPerYear) ?? Number.NaN
  }
  return ratios
}
