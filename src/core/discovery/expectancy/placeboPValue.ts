import { farShifts, type ShiftColumn, shiftedStatistics } from './shiftPlacebo.ts'
import { tailShare } from './tailShare.ts'

export type PlaceboPattern = {
  readonly bars: Int32Array
  readonly cluster: Int32Array
  readonly horizonBars: number
}

/** One-sided placebo p-values of a long and a short trade at a pattern of events; both come from the same shifts. */
export type PlaceboPValues = { readonly long: number; readonly short: number }

/** `column` holds the forward returns of a long trade. */
export function placeboPValues(column: ShiftColumn, { bars, cluster, horizonBars }: PlaceboPattern): PlaceboPValues {
  const statistics = shiftedStatistics(column, bars, cluster)
  const placebo = farShifts(statistics, column, horizonBars)
  const observed = statistics[0]!
  const long = tailShare(observed, placebo)
  for (let k = 0; k < placebo.length; k += 1) placebo[k] = -placebo[k]!
  return { long, short: tailShare(-observed, placebo) }
}
