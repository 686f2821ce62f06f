import type { PairColumns } from './pairColumns.ts'
import type { Sample } from './sampleMarket.ts'

/** A generated market as the pipeline's input: both legs share every bar, and the clock never closes. */
export function sampleColumns(sample: Sample, intervalMs: number): PairColumns {
  const { timeMs, ...primary } = sample.primary
  const { timeMs: _same, ...secondary } = sample.secondary
  return { intervalMs, timeMs, primary, secondary, sessionEnd: new Uint8Array(timeMs.length) }
}
