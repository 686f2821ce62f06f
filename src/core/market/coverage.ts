import type { Calendar } from '../time/calendar.ts'
import { DAY_MS } from '../time/durations.ts'
import type { Gap } from '../time/gaps.ts'
import { createGapWalker } from '../time/gaps.ts'

/**
 * `whole-session`: every bar of one or more sessions is absent (the exchange was shut for a reason the calendar does not know, or the
 * source has no data). `no-trades-or-missing`: bars within a session are absent; bars alone cannot say which of the two it is.
 */
export type CoverageGap = Gap & { readonly kind: 'no-trades-or-missing' | 'whole-session' }

/** Between the first and the last clean bar. `gaps` holds the first `GAP_LIST_LIMIT` of `gapCount`. */
export type Coverage = {
  readonly firstMs: number | null
  readonly lastMs: number | null
  readonly expected: number
  readonly received: number
  readonly missing: number
  readonly gapCount: number
  readonly gaps: readonly CoverageGap[]
}

export const GAP_LIST_LIMIT = 20_000
const BARS_A_WALK = 50_000

export type CoverageScan = { scan(timeMs: Float64Array): void; coverage(): Coverage }

/** Counts clean bars against the calendar, a partition at a time and in order. Memory does not grow with the length of a hole. */
export function createCoverageScan(calendar: Calendar, intervalMs: number): CoverageScan {
  const gaps: CoverageGap[] = []
  let firstMs: number | null = null
  let lastMs: number | null = null
  let received = 0
  let missing = 0
  let gapCount = 0
  const walker = createGapWalker((gap) => {
    gapCount++
    missing += gap.bars
    if (gaps.length < GAP_LIST_LIMIT) gaps.push({ ...gap, kind: gapKind(gap, calendar, intervalMs) })
  })
  return {
    scan(timeMs) {
      if (timeMs.length === 0) return
      firstMs ??= timeMs[0]!
      const fromMs: number = lastMs === null ? firstMs : lastMs + 1
      lastMs = timeMs[timeMs.length - 1]!
      received += timeMs.length
      const stepMs = Math.max(DAY_MS, BARS_A_WALK * intervalMs)
      let position = 0
      for (let startMs = fromMs; startMs <= lastMs; startMs += stepMs) {
        const endMs = Math.min(startMs + stepMs, lastMs + 1)
        let end = position
        while (end < timeMs.length && timeMs[end]! < endMs) end++
        walker.walk(calendar.expectedBars(startMs, endMs, intervalMs), timeMs.subarray(position, end))
        position = end
      }
    },
    coverage: () => ({ firstMs, lastMs, expected: received + missing, received, missing, gapCount, gaps }),
  }
}

function gapKind(gap: Gap, calendar: Calendar, intervalMs: number): CoverageGap['kind'] {
  if (calendar.continuous) return 'no-trades-or-missing'
  const fromOpen = calendar.sessionAt(gap.fromMs)?.openMs === gap.fromMs
  const toClose = calendar.sessionAt(gap.toMs)?.closeMs === calendar.barEnd(gap.toMs, intervalMs)
  return fromOpen && toClose ? 'whole-session' : 'no-trades-or-missing'
}
