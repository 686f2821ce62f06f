import { normalQuantile } from '../stats/normalQuantile.ts'
import type { ProbabilisticSharpeInput } from './probabilisticSharpe.ts'
import { sharpeVariance } from './sharpeVariance.ts'

export type TrackRecordInput = Omit<ProbabilisticSharpeInput, 'observations'> & {
  /** 1 - alpha; 0.95 unless said otherwise. */
  readonly confidence?: number
}

/**
 * Periods needed before PSR reaches `confidence`, were the observed ratio and shape to stay.
 * '2012': 1 + V(SR) (z / (SR - SR*))^2. '2025': V(SR*) (z / (SR - SR*))^2, without the 1.
 * Null where the observed ratio does not exceed the benchmark: no length is enough.
 */
export function minimumTrackRecordLength(input: TrackRecordInput): number | null {
  const { sharpePerPeriod, form = '2012', benchmarkPerPeriod = 0, confidence = 0.95 } = input
  if (form === '2012' && input.autocorrelation !== undefined) {
    throw new RangeError('The 2012 form knows no autocorrelation; use the 2025 form')
  }
  const difference = sharpePerPeriod - benchmarkPerPeriod
  if (!(difference > 0)) return null
  const ratio = normalQuantile(confidence) / difference
  if (form === '2025') return sharpeVariance(benchmarkPerPeriod, input) * ratio * ratio
  return 1 + sharpeVariance(sharpePerPeriod, input) * ratio * ratio
}
