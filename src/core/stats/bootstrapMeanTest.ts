import type { BootstrapOptions } from './bootstrapOptions.ts'
import { cumulativeSums } from './cumulativeSums.ts'
import { mean } from './mean.ts'
import { requireResamples } from './requireResamples.ts'
import { resampledShare } from './resampledShare.ts'
import { eachStationaryResample, errorOfBlocks, sumOfBlocks } from './stationaryBlocks.ts'
import { stationaryBootstrapVariance } from './stationaryBootstrapVariance.ts'

export type MeanTestOptions = BootstrapOptions & {
  /** Against "the mean is above zero" (the default), below, or other than zero. */
  readonly alternative?: 'greater' | 'less' | 'two-sided'
  /** Compare means over their standard errors (bootstrap-t); false unless said otherwise. */
  readonly studentized?: boolean
}

export type MeanTest = {
  readonly mean: number
  /** The mean, or its t value where studentised. */
  readonly statistic: number
  readonly pValue: number
}

/**
 * Stationary-bootstrap p-value of "the mean is zero": share of resamples whose mean, CENTRED at the observed one (mean* - mean), is at least
 * as far out as the mean itself; at least 1/(B + 1). Studentised: t = mean / (w/sqrt(n)), w^2 from `stationaryBootstrapVariance`, beside
 * t* = (mean* - mean)/s*, s*^2 = (1/n^2) sum over the blocks of the resample of (block sum - length mean*)^2, the natural estimate for blocks
 * drawn independently (Götze & Künsch 1996). A resample of a single block has no s*; it counts against the claim.
 * Null for no values or where nothing varies. RangeError for resamples below 1, a mean block below 1, values that are not finite.
 */
export function bootstrapMeanTest(values: Float64Array, options: MeanTestOptions): MeanTest | null {
  requireResamples(options.resamples)
  for (const value of values) if (!Number.isFinite(value)) throw new RangeError('A value is not a finite number')
  const n = values.length
  const centre = mean(values)
  const variance = stationaryBootstrapVariance(values, options.meanBlock)
  if (!(variance > 0)) return null
  const sums = cumulativeSums(values.map((value) => value - centre))
  const far = farness(options.alternative ?? 'greater')
  const statistic = options.studentized === true ? centre / Math.sqrt(variance / n) : centre
  const drawn: number[] = []
  eachStationaryResample(n, options, (blocks) => {
    const shift = sumOfBlocks(sums, blocks) / n
    const error = options.studentized === true ? errorOfBlocks(sums, blocks, shift) / Math.sqrt(n) : 1
    drawn.push(far(shift / error))
  })
  return { mean: centre, statistic, pValue: resampledShare(far(statistic), drawn) }
}

/** How far out a statistic lies for the alternative; one that is not known is the farthest. */
function farness(alternative: 'greater' | 'less' | 'two-sided'): (statistic: number) => number {
  return (statistic) => {
    if (Number.isNaN(statistic)) return Number.POSITIVE_INFINITY
    if (alternative === 'two-sided') return Math.abs(statistic)
    return alternative === 'greater' ? statistic : -statistic
  }
}
