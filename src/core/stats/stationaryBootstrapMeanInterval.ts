import type { Beat } from '../job/beat.ts'
import { geometricLength, logContinuation } from './geometricLength.ts'
import { quantileSorted } from './quantileSorted.ts'
import type { RandomStream } from './seededStream.ts'

export type BootstrapIntervalOptions = {
  readonly resamples: number
  readonly meanBlock: number
  /** Coverage, as 0.95. */
  readonly level: number
  readonly stream: RandomStream
  readonly beat: Beat
}

function cumulativeSums(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1)
  for (let i = 0; i < values.length; i += 1) sums[i + 1] = sums[i]! + values[i]!
  return sums
}

/**
 * Sum of one stationary-bootstrap resample of n values, block by block from cumulative sums: the same draws and, but for rounding,
 * the same sum as over `stationaryBootstrapIndices`.
 */
function resampledSum(sums: Float64Array, continuation: number, stream: RandomStream): number {
  const n = sums.length - 1
  let total = 0
  let left = n
  while (left > 0) {
    const start = stream.nextInt(n)
    const length = Math.min(left, geometricLength(stream.nextUniform(), continuation))
    const end = start + length
    total += end <= n ? sums[end]! - sums[start]! : sums[n]! - sums[start]! + sums[end - n]!
    left -= length
  }
  return total
}

/**
 * Percentile interval of the mean from the stationary bootstrap (Politis & Romano 1994), not centred; quantiles of type 7.
 * Null for no values. RangeError for a level outside (0, 1) or resamples < 1.
 */
export function stationaryBootstrapMeanInterval(
  values: Float64Array,
  options: BootstrapIntervalOptions,
): { readonly low: number; readonly high: number } | null {
  const { resamples, level, stream, beat } = options
  if (!(level > 0 && level < 1)) throw new RangeError(`A level is between 0 and 1, got ${level}`)
  if (!Number.isInteger(resamples) || resamples < 1) throw new RangeError(`Resamples are at least 1, got ${resamples}`)
  const n = values.length
  if (n === 0) return null
  const continuation = logContinuation(options.meanBlock)
  const sums = cumulativeSums(values)
  const means = new Float64Array(resamples)
  for (let k = 0; k < resamples; k += 1) {
    means[k] = resampledSum(sums, continuation, stream) / n
    if (k % 64 === 0) beat(k, resamples, 'bootstrap of the mean')
  }
  means.sort()
  const tail = (1 - level) / 2
  return { low: quantileSorted(means, tail), high: quantileSorted(means, 1 - tail) }
}
