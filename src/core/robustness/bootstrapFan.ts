import type { Beat } from '../job/beat.ts'
import { geometricLength, logContinuation } from '../stats/geometricLength.ts'
import { quantileSorted } from '../stats/quantileSorted.ts'
import type { RandomStream } from '../stats/seededStream.ts'

export type BootstrapFanOptions = {
  readonly resamples: number
  /** Mean block length in days. */
  readonly meanBlock: number
  /** At least 2: the first is before the first day, the last after the last. */
  readonly mostPoints: number
  readonly stream: RandomStream
  readonly beat: Beat
}

/** Columns of one length, money: entry k is the equity after `dayOfPoint[k]` days. `real` is the days in the order in which they came. */
export type BootstrapFan = {
  readonly dayOfPoint: Int32Array
  readonly p5: Float64Array
  readonly p25: Float64Array
  readonly p50: Float64Array
  readonly p75: Float64Array
  readonly p95: Float64Array
  readonly real: Float64Array
}

/** Days 0 to `days`, as evenly spaced as whole days can be, both ends among them. */
function spacedDays(days: number, mostPoints: number): Int32Array {
  const steps = Math.min(days, mostPoints - 1)
  return Int32Array.from({ length: steps + 1 }, (_, point) => Math.round((point * days) / steps))
}

/** Wealth from 1 at the wanted days of one path; `nextReturn` gives one day after the other. A day of -1 or less is ruin, and stays it. */
function wealthAt(dayOfPoint: Int32Array, nextReturn: () => number, write: (point: number, wealth: number) => void) {
  let wealth = 1
  let day = 0
  for (let point = 0; point < dayOfPoint.length; point += 1) {
    for (; day < dayOfPoint[point]!; day += 1) wealth *= Math.max(0, 1 + nextReturn())
    write(point, wealth)
  }
}

/** One day after the other of a stationary-bootstrap resample that never ends. */
function resampledDays(days: Float64Array, continuation: number, stream: RandomStream): () => number {
  let index = 0
  let leftInBlock = 0
  return () => {
    if (leftInBlock === 0) {
      index = stream.nextInt(days.length)
      leftInBlock = geometricLength(stream.nextUniform(), continuation)
    }
    const value = days[index]!
    index = index + 1 === days.length ? 0 : index + 1
    leftInBlock -= 1
    return value
  }
}

function requireUsable(dayReturns: Float64Array, { resamples, mostPoints }: BootstrapFanOptions): void {
  if (!Number.isInteger(resamples) || resamples < 1) throw new RangeError(`Resamples are at least 1, got ${resamples}`)
  if (!Number.isInteger(mostPoints) || mostPoints < 2) throw new RangeError(`A fan has 2 points, got ${mostPoints}`)
  for (const value of dayReturns)
    if (!Number.isFinite(value)) throw new RangeError('A daily return is not a finite number')
}

/**
 * Bands of equity over time: the UTC-day returns drawn anew by the stationary bootstrap (Politis & Romano 1994), as many days as there
 * are, compounded from the start capital. At each point the quantiles (type 7) are taken across the resamples, so a band is no path. Null
 * without a day. Keeps points x resamples numbers, 8 bytes each. RangeError where a return is not finite.
 */
export function bootstrapFan(
  dayReturns: Float64Array,
  startCapital: number,
  options: BootstrapFanOptions,
): BootstrapFan | null {
  requireUsable(dayReturns, options)
  if (dayReturns.length === 0) return null
  const { resamples, stream, beat } = options
  const dayOfPoint = spacedDays(dayReturns.length, options.mostPoints)
  const continuation = logContinuation(options.meanBlock)
  const equity = new Float64Array(dayOfPoint.length * resamples)
  for (let k = 0; k < resamples; k += 1) {
    if (k % 16 === 0) beat(k, resamples, 'bootstrap of the equity')
    wealthAt(dayOfPoint, resampledDays(dayReturns, continuation, stream), (point, wealth) => {
      equity[point * resamples + k] = startCapital * wealth
    })
  }
  for (let point = 0; point < dayOfPoint.length; point += 1)
    equity.subarray(point * resamples, (point + 1) * resamples).sort()
  const band = (probability: number) =>
    Float64Array.from(dayOfPoint, (_, point) =>
      quantileSorted(equity.subarray(point * resamples, (point + 1) * resamples), probability),
    )
  return {
    dayOfPoint,
    p5: band(0.05),
    p25: band(0.25),
    p50: band(0.5),
    p75: band(0.75),
    p95: band(0.95),
    real: realPath(dayReturns, startCapital, dayOfPoint),
  }
}

function realPath(dayReturns: Float64Array, startCapital: number, dayOfPoint: Int32Array): Float64Array {
  const real = new Float64Array(dayOfPoint.length)
  let day = 0
  wealthAt(
    dayOfPoint,
    () => dayReturns[day++]!,
    (point, wealth) => {
      real[point] = startCapital * wealth
    },
  )
  return real
}
