import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../time/durations.ts'

/** Settlements of perpetual futures: every 8, 4, 2 hours or hourly; a day is no settlement, but what daily averages stand on. */
export const SETTLEMENT_STEPS_MS: readonly number[] = [DAY_MS, 8 * HOUR_MS, 4 * HOUR_MS, 2 * HOUR_MS, HOUR_MS]

/** Clocks on earth differ from UTC by whole quarters of an hour, from UTC-12 to UTC+14. */
const QUARTER_MS = 15 * MINUTE_MS
const LEAST_OFFSET_MS = -12 * HOUR_MS
const MOST_OFFSET_MS = 14 * HOUR_MS

/** A stamp further than this from a mark does not stand on it. */
const MOST_JITTER_MS = MINUTE_MS

/** The nearest quarter of an hour, NaN where none is near. */
export function quarterMark(timeMs: number): number {
  const mark = Math.round(timeMs / QUARTER_MS) * QUARTER_MS
  return Math.abs(timeMs - mark) <= MOST_JITTER_MS ? mark : Number.NaN
}

/** Where a mark stands between two settlements of the UTC grid: 0 to below `stepMs`. */
export function residueOf(markMs: number, stepMs: number): number {
  return ((markMs % stepMs) + stepMs) % stepMs
}

export type ResidueCount = { readonly residueMs: number; readonly count: number }

/** How many marks stand at each place of the grid, the most frequent first. */
export function residueCounts(marksMs: Float64Array, stepMs: number): readonly ResidueCount[] {
  const counts = new Map<number, number>()
  for (const mark of marksMs) {
    if (Number.isNaN(mark)) continue
    const residueMs = residueOf(mark, stepMs)
    counts.set(residueMs, (counts.get(residueMs) ?? 0) + 1)
  }
  return [...counts]
    .map(([residueMs, count]) => ({ residueMs, count }))
    .sort((a, b) => b.count - a.count || a.residueMs - b.residueMs)
}

/** The offsets of clocks on earth that show the UTC grid at `residueMs`, nearest to UTC first; of two as near the one ahead. */
export function offsetCandidates(residueMs: number, stepMs: number): readonly number[] {
  const candidates: number[] = []
  const firstMs = residueMs - Math.floor((residueMs - LEAST_OFFSET_MS) / stepMs) * stepMs
  for (let offsetMs = firstMs; offsetMs <= MOST_OFFSET_MS; offsetMs += stepMs) candidates.push(offsetMs)
  return candidates.sort((a, b) => Math.abs(a) - Math.abs(b) || b - a)
}

/** `UTC+3`, `UTC-5`, `UTC+5:30`, `UTC`. */
export function offsetName(offsetMs: number): string {
  if (offsetMs === 0) return 'UTC'
  const minutes = Math.abs(offsetMs) / MINUTE_MS
  const rest = minutes % 60
  return `UTC${offsetMs > 0 ? '+' : '-'}${Math.floor(minutes / 60)}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`
}
