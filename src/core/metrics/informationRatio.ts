import { sharpe } from './sharpe.ts'

/**
 * Annual information ratio: mean over standard deviation (ddof 1) of r - b, times sqrt(P), both on the same periods (Grinold & Kahn 2000). Not the appraisal ratio, which takes
 * the residuals of a regression. Null without spread. RangeError for columns of different length.
 */
export function informationRatio(
  returns: Float64Array,
  benchmark: Float64Array,
  periodsPerYear: number,
): number | null {
  if (returns.length !== benchmark.length)
    throw new RangeError(`Columns of different length: ${returns.length} and ${benchmark.length}`)
  return sharpe(
    returns.map((value, row) => value - benchmark[row]!),
    periodsPerYear,
  )
}
