import { brierScore } from '../scores/brierScore.ts'
import type { CalibrationBin } from '../scores/calibrationBins.ts'

/** How far what was foretold lies from what came true, over bins; fractions of probability. */
export type CalibrationError = {
  /** Mean over rows, and the largest, of |mean probability - observed share| of their bin (Naeini, Cooper & Hauskrecht 2015). */
  readonly expected: number
  readonly maximum: number
  /** Brier score = reliability - resolution + uncertainty + withinBins (Murphy 1973; the last part is what the bins hide: Stephenson et al. 2008). */
  readonly brier: number
  readonly reliability: number
  readonly resolution: number
  readonly uncertainty: number
  readonly withinBins: number
}

/** Of the bins that `calibrationBins` made of these rows; null for none. The expected error depends on the number of bins: name it beside. */
export function calibrationError(
  bins: readonly CalibrationBin[],
  label: Uint8Array,
  probability: Float64Array,
): CalibrationError | null {
  const brier = brierScore(label, probability)
  if (brier === null) return null
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0)
  if (rows !== label.length) throw new Error(`Bins of ${rows} rows for ${label.length}`)
  const base = bins.reduce((sum, bin) => sum + bin.positives, 0) / rows
  let expected = 0
  let maximum = 0
  let reliability = 0
  let resolution = 0
  for (const bin of bins) {
    const error = Math.abs(bin.meanProbability - bin.observedShare)
    expected += (bin.rows / rows) * error
    maximum = Math.max(maximum, error)
    reliability += (bin.rows / rows) * error ** 2
    resolution += (bin.rows / rows) * (bin.observedShare - base) ** 2
  }
  const uncertainty = base * (1 - base)
  const withinBins = brier - (reliability - resolution + uncertainty)
  return { expected, maximum, brier, reliability, resolution, uncertainty, withinBins }
}
