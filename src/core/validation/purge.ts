/** Label i uses bars `startIndex[i]` (its decision bar) to `endIndex[i]` (the bar of its first barrier touch), both included. */
export type LabelSpans = { readonly startIndex: Int32Array; readonly endIndex: Int32Array }

export type PurgeRequest = LabelSpans & {
  /** Kept labels lie wholly in bars `keepFrom` to `keepTo - 1`. */
  readonly keepFrom: number
  readonly keepTo: number
  /** Bars `testFrom` to `testTo - 1`: everything the test labels use; `labelCover` gives it for a block of bars. */
  readonly testFrom: number
  readonly testTo: number
  /** Labels starting in the first `embargoBars` bars after the test are dropped too. */
  readonly embargoBars: number
}

/**
 * Row numbers, ascending, whose whole label span lies in the keep window, meets no bar of the test span, and does not start within the
 * embargo after it (AFML 7.4.1-7.4.2). By bars, not by row distance, so irregular events are purged right.
 * Features with a long look-back reach backwards over the test too: where training may follow the test, make the embargo at least as long.
 */
export function purgedRows(request: PurgeRequest): Int32Array {
  const { startIndex, endIndex, keepFrom, keepTo, testFrom, testTo, embargoBars } = request
  checkSpans(request)
  const kept = new Int32Array(startIndex.length)
  let count = 0
  for (let row = 0; row < startIndex.length; row++) {
    const start = startIndex[row]!
    const end = endIndex[row]!
    if (start < keepFrom || end >= keepTo) continue
    if (testTo > testFrom && start < testTo && end >= testFrom) continue
    if (testTo > testFrom && start >= testTo && start < testTo + embargoBars) continue
    kept[count++] = row
  }
  return kept.slice(0, count)
}

/**
 * Bars used by the labels that start in bars `from` to `to - 1`, with the block itself: `from` to the LATEST end among them
 * (not the end of the last row), half-open.
 */
export function labelCover(
  spans: LabelSpans,
  from: number,
  to: number,
): { readonly from: number; readonly to: number } {
  checkSpans(spans)
  let last = to
  for (let row = 0; row < spans.startIndex.length; row++) {
    const start = spans.startIndex[row]!
    if (start >= from && start < to) last = Math.max(last, spans.endIndex[row]! + 1)
  }
  return { from, to: last }
}

function checkSpans({ startIndex, endIndex }: LabelSpans): void {
  if (startIndex.length !== endIndex.length)
    throw new Error(`${startIndex.length} label starts, ${endIndex.length} ends`)
  for (let row = 0; row < startIndex.length; row++) {
    if (endIndex[row]! < startIndex[row]!) throw new Error(`Label ${row} ends before it starts`)
  }
}
