import { alphaBeta } from './alphaBeta.ts'

/** Beta (see `alphaBeta`) of the last `window` periods at each period; NaN before there are so many, and where the benchmark has no spread. RangeError for a window of fewer than 3, or columns of different length. */
export function rollingBeta(returns: Float64Array, benchmark: Float64Array, window: number): Float64Array {
  if (!(Number.isInteger(window) && window >= 3)) throw new RangeError(`A window has 3 periods or more, got ${window}`)
  if (returns.length !== benchmark.length)
    throw new RangeError(`Columns of different length: ${returns.length} and ${benchmark.length}`)
  const values = new Float64Array(returns.length).fill(Number.NaN)
  for (let end = window; end <= returns.length; end += 1) {
    const line = alphaBeta(returns.subarray(end - window, end), benchmark.subarray(end - window, end), 1)
    values[end - 1] = line?.beta ?? Number.NaN
  }
  return values
}
