import type { Beat } from '../job/beat.ts'
import { maxDrawdown } from '../metrics/maxDrawdown.ts'
import { sharpe } from '../metrics/sharpe.ts'
import { totalReturn } from '../metrics/totalReturn.ts'
import type { RandomStream } from '../stats/seededStream.ts'
import { stationaryBootstrapIndices } from '../stats/stationaryBootstrapIndices.ts'

export type AccountBootstrapOptions = {
  readonly resamples: number
  /** Mean block length in periods. */
  readonly meanBlock: number
  readonly periodsPerYear: number
  readonly stream: RandomStream
  readonly beat: Beat
}

/** One entry a resample, in drawing order. `sharpe` is annual, NaN where a resample has no spread; `maxDrawdown` a positive fraction. */
export type AccountBootstrap = {
  readonly totalReturn: Float64Array
  readonly sharpe: Float64Array
  readonly maxDrawdown: Float64Array
}

/**
 * What an account could have become: its returns by period drawn anew by the stationary bootstrap (Politis & Romano 1994), as many as there are, compounded. Not centred:
 * the drift of the sample is kept, so this speaks of luck in the order and choice of periods, not of whether there is an edge at all. Null without a period.
 * RangeError where a return is not finite.
 */
export function bootstrapAccount(
  returns: Float64Array,
  { resamples, meanBlock, periodsPerYear, stream, beat }: AccountBootstrapOptions,
): AccountBootstrap | null {
  if (!Number.isInteger(resamples) || resamples < 1) throw new RangeError(`Resamples are at least 1, got ${resamples}`)
  for (const value of returns) if (!Number.isFinite(value)) throw new RangeError('A return is not a finite number')
  const periods = returns.length
  if (periods === 0) return null
  const rows = new Int32Array(periods)
  const drawn = new Float64Array(periods)
  const column = () => new Float64Array(resamples)
  const made = { totalReturn: column(), sharpe: column(), maxDrawdown: column() }
  for (let k = 0; k < resamples; k += 1) {
    if (k % 16 === 0) beat(k, resamples, 'bootstrap of the returns')
    stationaryBootstrapIndices(periods, meanBlock, stream, rows)
    for (let at = 0; at < periods; at += 1) drawn[at] = returns[rows[at]!]!
    made.totalReturn[k] = totalReturn(drawn) ?? Number.NaN
    made.sharpe[k] = sharpe(drawn, periodsPerYear) ?? Number.NaN
    made.maxDrawdown[k] = maxDrawdown(drawn) ?? Number.NaN
  }
  return made
}
