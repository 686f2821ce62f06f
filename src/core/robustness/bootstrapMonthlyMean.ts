import type { Beat } from '../job/beat.ts'
import { geometricLength, logContinuation } from '../stats/geometricLength.ts'
import { quantileSorted } from '../stats/quantileSorted.ts'
import type { RandomStream } from '../stats/seededStream.ts'

export type MonthlyBootstrapOptions = {
  readonly resamples: number
  /** Mean block length in days. */
  readonly meanBlock: number
  readonly stream: RandomStream
  readonly beat: Beat
}

export type MonthlyBootstrap = {
  readonly p10: number
  readonly p50: number
  readonly p90: number
  /** Mean monthly profit of each resample, in money, in drawing order. */
  readonly means: Float64Array
}

/** Compounds the days of one stationary-bootstrap resample inside each month; the mean of prod(1 + r) - 1 over the months. */
function resampledMonthlyReturn(
  days: Float64Array,
  monthDayCounts: Int32Array,
  continuation: number,
  stream: RandomStream,
): number {
  const n = days.length
  let index = 0
  let leftInBlock = 0
  let sum = 0
  for (let month = 0; month < monthDayCounts.length; month += 1) {
    let growth = 1
    for (let day = 0; day < monthDayCounts[month]!; day += 1) {
      if (leftInBlock === 0) {
        index = stream.nextInt(n)
        leftInBlock = geometricLength(stream.nextUniform(), continuation)
      }
      growth *= Math.max(0, 1 + days[index]!)
      index = index + 1 === n ? 0 : index + 1
      leftInBlock -= 1
    }
    sum += growth - 1
  }
  return sum / monthDayCounts.length
}

function requireUsable(dayReturns: Float64Array, monthDayCounts: Int32Array, resamples: number): void {
  if (!Number.isInteger(resamples) || resamples < 1) throw new RangeError(`Resamples are at least 1, got ${resamples}`)
  let total = 0
  for (const count of monthDayCounts) {
    if (count < 1) throw new RangeError(`A whole month has days, got ${count}`)
    total += count
  }
  if (total > dayReturns.length)
    throw new RangeError(`${total} days of months from ${dayReturns.length} days of returns`)
  for (const value of dayReturns)
    if (!Number.isFinite(value)) throw new RangeError('A daily return is not a finite number')
}

/**
 * Stationary bootstrap (Politis & Romano 1994) of UTC-day returns into the mean monthly profit. Each resample's days are compounded
 * inside months of the sample's own lengths; a month's profit is startCapital (prod(1 + r) - 1), every month starting from the start
 * capital; the statistic is their mean. `monthDayCounts` are the WHOLE months of the sample, in order: drawing ends with the last of
 * them (the days beyond would fill no month). A day of -1 or less is ruin for its month. Quantiles of type 7, not centred. Null without a whole month.
 * RangeError where the months have more days than there are returns, or a return is not finite.
 */
export function bootstrapMonthlyMean(
  dayReturns: Float64Array,
  monthDayCounts: Int32Array,
  startCapital: number,
  options: MonthlyBootstrapOptions,
): MonthlyBootstrap | null {
  const { resamples, stream, beat } = options
  requireUsable(dayReturns, monthDayCounts, resamples)
  if (monthDayCounts.length === 0) return null
  const continuation = logContinuation(options.meanBlock)
  const means = new Float64Array(resamples)
  for (let k = 0; k < resamples; k += 1) {
    if (k % 16 === 0) beat(k, resamples, 'bootstrap of the mean month')
    means[k] = startCapital * resampledMonthlyReturn(dayReturns, monthDayCounts, continuation, stream)
  }
  const sorted = means.slice().sort()
  return {
    p10: quantileSorted(sorted, 0.1),
    p50: quantileSorted(sorted, 0.5),
    p90: quantileSorted(sorted, 0.9),
    means,
  }
}
