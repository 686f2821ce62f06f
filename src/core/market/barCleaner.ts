import { isoTime } from '../time/isoTime.ts'
import type { BarSeries } from './barSeries.ts'
import type { CleaningOptions } from './cleaningOptions.ts'
import { createCopyGuard } from './copyGuard.ts'
import { createCoverageScan } from './coverage.ts'
import { resolveDuplicates } from './duplicates.ts'
import { faultDetail } from './faultDetail.ts'
import { createFlagCollector } from './flags.ts'
import { createJumpScan } from './jumpScan.ts'
import type { QualityReport } from './qualityReport.ts'
import { createQuietScan } from './quietScan.ts'
import type { RawBars } from './rawBars.ts'
import type { Reject, RejectReason } from './reject.ts'
import { REJECT_REASONS } from './reject.ts'
import { rowFault } from './rowFault.ts'
import { gatherRows } from './seriesColumns.ts'
import { timeOrder } from './timeOrder.ts'

export type CleanedPartition = { readonly series: BarSeries; readonly rejects: readonly Reject[] }

/**
 * Cleans a long history a partition at a time in bounded memory. Partitions must be disjoint in time and come in ascending order
 * (all rows of one time stamp, of every layer, in one partition); rows whose time is NaN may come in any of them.
 * Afterwards `finish` gives the quality report of all partitions; it may be called once.
 */
export type BarCleaner = {
  /** Rows in = series length + rejects. */
  cleanPartition(raw: RawBars): CleanedPartition
  finish(): QualityReport
}

export function createBarCleaner(options: CleaningOptions): BarCleaner {
  const flags = createFlagCollector()
  const copyGuard = createCopyGuard(flags)
  const scans = [createJumpScan(flags), createQuietScan(flags)]
  const coverageScan = createCoverageScan(options.calendar, options.intervalMs)
  const reasonCounts = new Map<RejectReason, number>()
  const total = { rowsIn: 0, clean: 0, rejected: 0, revisions: 0 }
  let lastMs = Number.NEGATIVE_INFINITY
  return {
    cleanPartition(raw) {
      const rejects: Reject[] = []
      const valid = rejectFaults(raw, options, rejects)
      const duplicates = resolveDuplicates(raw, timeOrder(raw.timeMs, valid))
      for (const { row, winner, reason } of duplicates.losers) {
        rejects.push(rejectOf(raw, row, reason, `Line ${raw.line[winner]} of layer ${raw.layer[winner]} was kept.`))
      }
      if (duplicates.kept.length > 0 && raw.timeMs[duplicates.kept[0]!]! <= lastMs) {
        throw new Error('Partitions must be disjoint and ascending in time')
      }
      const guarded = copyGuard.guard(raw, duplicates.kept)
      for (const { row, originalMs } of guarded.copies) {
        rejects.push(rejectOf(raw, row, 'copied-bar', `Copy of the bar of ${isoTime(originalMs)}.`))
      }
      const columns = gatherRows(raw, guarded.kept)
      const series: BarSeries = { symbol: options.symbol, intervalMs: options.intervalMs, ...columns }
      for (const scan of scans) scan.scan(series)
      coverageScan.scan(series.timeMs)
      if (duplicates.kept.length > 0) lastMs = raw.timeMs[duplicates.kept[duplicates.kept.length - 1]!]!
      for (const { reason } of rejects) reasonCounts.set(reason, (reasonCounts.get(reason) ?? 0) + 1)
      total.rowsIn += raw.timeMs.length
      total.clean += series.timeMs.length
      total.rejected += rejects.length
      total.revisions += duplicates.revisions
      return { series, rejects: rejects.sort((a, b) => a.layer - b.layer || a.line - b.line) }
    },
    finish() {
      for (const scan of scans) scan.finish()
      const rejectsByReason: { [reason in RejectReason]?: number } = {}
      for (const reason of REJECT_REASONS) {
        const count = reasonCounts.get(reason)
        if (count !== undefined) rejectsByReason[reason] = count
      }
      return { ...total, rejectsByReason, flags: flags.summaries(), coverage: coverageScan.coverage() }
    },
  }
}

/** The rows that break no rule on their own; the others go to `rejects`. */
function rejectFaults(raw: RawBars, options: CleaningOptions, rejects: Reject[]): Uint32Array {
  const valid = new Uint32Array(raw.timeMs.length)
  let count = 0
  for (let i = 0; i < raw.timeMs.length; i++) {
    const fault = rowFault(raw, i, options)
    if (fault === null) valid[count++] = i
    else rejects.push(rejectOf(raw, i, fault, faultDetail(raw, i, fault, options)))
  }
  return valid.subarray(0, count)
}

function rejectOf(raw: RawBars, row: number, reason: RejectReason, detail: string): Reject {
  const timeMs = raw.timeMs[row]!
  return {
    line: raw.line[row]!,
    layer: raw.layer[row]!,
    timeMs: Number.isFinite(timeMs) ? timeMs : null,
    reason,
    detail,
  }
}
