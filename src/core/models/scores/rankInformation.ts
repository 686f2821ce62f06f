import { mean } from '../../stats/mean.ts'
import { neweyWestMean } from '../../stats/neweyWestMean.ts'
import { spearmanCorrelation } from '../../stats/spearmanCorrelation.ts'
import { standardDeviation } from '../../stats/standardDeviation.ts'

/** Rank information coefficient: how well the order of the predictions is the order of what came true, date by date. */
export type RankInformation = {
  /** Mean over dates of Spearman's correlation between the instruments of one date. */
  readonly mean: number
  /** Sample deviation over dates; null for one date. */
  readonly deviation: number | null
  /** Of the mean: mean/deviation sqrt(dates) for `lag` 0, else with the Newey-West error of that lag. Null without a spread. */
  readonly t: number | null
  readonly dates: number
  /** Dates with fewer than `LEAST_INSTRUMENTS`, or where all targets or predictions are equal. */
  readonly datesWithout: number
}

const LEAST_INSTRUMENTS = 3

/**
 * Rows of one date stand together and have equal `timeMs`. `lag` is H - 1 where targets reach over H dates, so that neighbouring dates share outcomes
 * (Grinold & Kahn 2000; Newey & West 1987). Null where no date has three instruments: a matrix of one instrument has no such coefficient.
 */
export function rankInformation(
  timeMs: Float64Array,
  target: Float64Array,
  predicted: Float64Array,
  lag: number,
): RankInformation | null {
  const coefficients: number[] = []
  let datesWithout = 0
  for (let from = 0; from < timeMs.length; ) {
    let to = from + 1
    while (to < timeMs.length && timeMs[to] === timeMs[from]) to++
    const value =
      to - from < LEAST_INSTRUMENTS
        ? Number.NaN
        : spearmanCorrelation(target.subarray(from, to), predicted.subarray(from, to))
    if (Number.isNaN(value)) datesWithout++
    else coefficients.push(value)
    from = to
  }
  if (coefficients.length === 0) return null
  const values = Float64Array.from(coefficients)
  const deviation = standardDeviation(values)
  const plainT = (mean(values) / deviation) * Math.sqrt(values.length)
  return {
    mean: mean(values),
    deviation: finiteOrNull(deviation),
    t: finiteOrNull(lag > 0 ? neweyWestMean(values, lag).t : plainT),
    dates: values.length,
    datesWithout,
  }
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
