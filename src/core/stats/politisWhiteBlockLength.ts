import { isConstant } from './isConstant.ts'
import { mean } from './mean.ts'

export type BlockLengths = {
  /** Mean block length for the stationary bootstrap. */
  readonly stationary: number
  /** Block length for the circular bootstrap; round up to use it. */
  readonly circular: number
}

const FEWEST_VALUES = 10

type Autocovariances = { readonly covariance: Float64Array; readonly absoluteCorrelation: Float64Array }

/** Covariances with divisor n; correlations scaled by the two overlapping halves, as in the authors' program. */
function autocovariances(values: Float64Array, mostLags: number): Autocovariances {
  const n = values.length
  const centre = mean(values)
  const deviations = values.map((value) => value - centre)
  const covariance = new Float64Array(mostLags + 1)
  const absoluteCorrelation = new Float64Array(mostLags + 1)
  for (let lag = 0; lag <= mostLags; lag += 1) {
    let product = 0
    let later = 0
    let earlier = 0
    for (let t = lag; t < n; t += 1) product += deviations[t]! * deviations[t - lag]!
    for (let t = lag + 1; t < n; t += 1) {
      later += deviations[t]! * deviations[t]!
      earlier += deviations[t - lag - 1]! * deviations[t - lag - 1]!
    }
    covariance[lag] = product / n
    absoluteCorrelation[lag] = Math.abs(product) / Math.sqrt(later * earlier)
  }
  return { covariance, absoluteCorrelation }
}

/** The first lag that starts a run of `runLength` insignificant correlations, or null. */
function firstQuietLag(absoluteCorrelation: Float64Array, runLength: number, band: number): number | null {
  let quiet = 0
  for (let lag = 0; lag < absoluteCorrelation.length - 1; lag += 1) {
    quiet = absoluteCorrelation[lag]! < band ? quiet + 1 : 0
    if (quiet === runLength) return lag - runLength + 1
  }
  return null
}

/** Flat-top window of Politis & Romano 1995: 1 up to half the bandwidth, then falling to 0. */
function flatTop(ratio: number): number {
  return ratio <= 0.5 ? 1 : 2 * (1 - ratio)
}

/**
 * Automatic block lengths of Politis & White 2004 with the correction of Patton, Politis & White 2009:
 * b = (2 G^2 / D)^(1/3) n^(1/3), D_stationary = 2 g(0)^2, D_circular = (4/3) g(0)^2, cut at ceil(min(3 sqrt n, n/3)).
 * The bandwidth is found as in Patton's program (and `arch`). Null for fewer than 10 values or (all but) no spread.
 */
export function politisWhiteBlockLength(values: Float64Array): BlockLengths | null {
  const n = values.length
  if (n < FEWEST_VALUES || isConstant(values)) return null
  const runLength = Math.max(5, Math.floor(Math.log10(n)))
  const mostLags = Math.min(Math.ceil(Math.sqrt(n)) + runLength, n - 2)
  const { covariance, absoluteCorrelation } = autocovariances(values, mostLags)
  const quietLag = firstQuietLag(absoluteCorrelation, runLength, 2 * Math.sqrt(Math.log10(n) / n))
  const bandwidth = quietLag === null ? mostLags : Math.min(2 * Math.max(quietLag, 1), mostLags)
  let weighted = 0
  let longRun = covariance[0]!
  for (let lag = 1; lag <= bandwidth; lag += 1) {
    const term = 2 * flatTop(lag / bandwidth) * covariance[lag]!
    weighted += lag * term
    longRun += term
  }
  const longest = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3))
  const length = (constant: number): number =>
    Math.min(longest, Math.max(1, Math.cbrt((2 * weighted * weighted * n) / (constant * longRun * longRun))))
  const stationary = length(2)
  return Number.isNaN(stationary) ? null : { stationary, circular: length(4 / 3) }
}
