import { createBarCleaner } from './barCleaner.ts'
import type { BarSeries } from './barSeries.ts'
import type { CleaningOptions } from './cleaningOptions.ts'
import type { QualityReport } from './qualityReport.ts'
import type { RawBars } from './rawBars.ts'
import type { Reject } from './reject.ts'

/** `rejects` by layer, then line. */
export type CleanResult = {
  readonly series: BarSeries
  readonly rejects: readonly Reject[]
  readonly quality: QualityReport
}

/** Cleans a history that fits in memory. Rows in = series length + rejects, always. For longer ones see `createBarCleaner`. */
export function cleanBars(raw: RawBars, options: CleaningOptions): CleanResult {
  const cleaner = createBarCleaner(options)
  const cleaned = cleaner.cleanPartition(raw)
  return { ...cleaned, quality: cleaner.finish() }
}
