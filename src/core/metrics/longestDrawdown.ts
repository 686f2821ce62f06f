export type LongestDrawdown = {
  readonly lengthMs: number
  /** Where the peak was reached, and where equity was back at it; `recoveredMs` null: not yet, and the length runs to the end. */
  readonly peakMs: number
  readonly recoveredMs: number | null
}

/**
 * The longest time below the highest equity so far, from the peak to its recovery, or to the end where it still runs. Equity `equity[i]` is that at `endMs[i]`; `startMs` is when it
 * was `startCash`, the first peak. Of equal lengths the first. Null where equity never was below a peak. RangeError for columns of different length.
 */
export function longestDrawdown(
  endMs: Float64Array,
  equity: Float64Array,
  startMs: number,
  startCash: number,
): LongestDrawdown | null {
  if (endMs.length !== equity.length)
    throw new RangeError(`Columns of different length: ${endMs.length} and ${equity.length}`)
  let peak = startCash
  let peakMs = startMs
  let below = false
  let longest: LongestDrawdown | null = null
  const close = (atMs: number, recovered: boolean) => {
    const lengthMs = atMs - peakMs
    if (longest === null || lengthMs > longest.lengthMs)
      longest = { lengthMs, peakMs, recoveredMs: recovered ? atMs : null }
  }
  for (let row = 0; row < equity.length; row += 1) {
    if (equity[row]! < peak) {
      below = true
      continue
    }
    if (below) close(endMs[row]!, true)
    below = false
    peak = equity[row]!
    peakMs = endMs[row]!
  }
  if (below) close(endMs[endMs.length - 1]!, false)
  return longest
}
