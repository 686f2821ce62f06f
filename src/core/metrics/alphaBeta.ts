import { olsLine } from '../stats/olsLine.ts'

export type AlphaBeta = {
  /** Intercept times P: simple, not compounded. */
  readonly alphaPerYear: number
  readonly beta: number
}

/**
 * Least squares of the returns on those of the benchmark, both over the risk-free rate 0, on the same periods (Jensen 1968). Null where the benchmark has no spread.
 * RangeError for columns of different length.
 */
export function alphaBeta(returns: Float64Array, benchmark: Float64Array, periodsPerYear: number): AlphaBeta | null {
  const line = olsLine(benchmark, returns)
  return line === null ? null : { alphaPerYear: line.intercept * periodsPerYear, beta: line.slope }
}
