/** The last fifth of the bars. */
export const HOLD_OUT_SHARE = 0.2

/**
 * Start time of the first bar of the sealed hold-out, the last `share` of the bars. Computed once, at the workspace's first run, and stored:
 * bars that come later only lengthen the hold-out, so this must never be computed again for the same workspace.
 */
export function holdOutBoundaryMs(timeMs: Float64Array, share: number = HOLD_OUT_SHARE): number {
  if (!(share > 0 && share < 1)) throw new Error(`A hold-out share of ${share}`)
  const boundary = timeMs[timeMs.length - Math.max(1, Math.round(timeMs.length * share))]
  if (boundary === undefined) throw new Error('A hold-out of no bars')
  return boundary
}

/**
 * Index of the first bar at or after the boundary; the number of development bars. `timeMs` ascends.
 * A development label must also END before it: pass it as `keepTo` to `purgedRows`.
 */
export function splitAt(timeMs: Float64Array, boundaryMs: number): number {
  let low = 0
  let high = timeMs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (timeMs[middle]! < boundaryMs) low = middle + 1
    else high = middle
  }
  return low
}
