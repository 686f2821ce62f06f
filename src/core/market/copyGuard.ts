import { COPY_WINDOW_MS } from './copiedBlocks.ts'
import { resolveCopies } from './copyResolution.ts'
import type { FlagCollector } from './flags.ts'
import type { RawBars } from './rawBars.ts'
import type { SeriesColumns } from './seriesColumns.ts'
import { concatColumns, emptyColumns, gatherRows, lastRows } from './seriesColumns.ts'

/** `kept`: the rows that stay, ascending in time. `copies`: rejected rows with the time of their original. */
export type CopyGuardResult = {
  readonly kept: Uint32Array
  readonly copies: readonly { readonly row: number; readonly originalMs: number }[]
}

/** Remembers the last 48 hours, so that a copy across the border of two partitions is seen. */
export type CopyGuard = { guard(raw: RawBars, kept: Uint32Array): CopyGuardResult }

/** Takes proven copies out and flags undecided ones, both runs of each, as `copied-hours`. */
export function createCopyGuard(flags: FlagCollector): CopyGuard {
  let tail = emptyColumns()
  return {
    guard(raw, kept) {
      const tailLength = tail.timeMs.length
      const both = concatColumns(tail, gatherRows(raw, kept))
      const { copies, undecided } = resolveCopies(raw, both, (at) => (at < tailLength ? -1 : kept[at - tailLength]!))
      for (const block of undecided) {
        if (block.later + block.bars > tailLength) flagBlock(flags, both.timeMs, block.earlier, block.later, block.bars)
      }
      const found: { row: number; originalMs: number }[] = []
      for (const [copy, original] of copies) {
        found.push({ row: kept[copy - tailLength]!, originalMs: both.timeMs[original]! })
      }
      const clean = copies.size === 0 ? kept : kept.filter((_, k) => !copies.has(k + tailLength))
      tail = recent(copies.size === 0 ? both : concatColumns(tail, gatherRows(raw, clean)))
      return { kept: clean, copies: found }
    },
  }
}

function recent(columns: SeriesColumns): SeriesColumns {
  const { timeMs } = columns
  const oldestMs = timeMs.length === 0 ? 0 : timeMs[timeMs.length - 1]! - COPY_WINDOW_MS
  let start = timeMs.length
  while (start > 0 && timeMs[start - 1]! >= oldestMs) start--
  return lastRows(columns, start)
}

function flagBlock(flags: FlagCollector, timeMs: Float64Array, earlier: number, later: number, bars: number): void {
  const shiftMs = timeMs[later]! - timeMs[earlier]!
  const run = (start: number, value: number) =>
    flags.add({ kind: 'copied-hours', fromMs: timeMs[start]!, toMs: timeMs[start + bars - 1]!, bars, value })
  run(earlier, shiftMs)
  run(later, -shiftMs)
}
