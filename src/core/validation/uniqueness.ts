import type { LabelSpans } from './purge.ts'

/** Number of labels using each bar from `from` to `from + counts.length - 1` (AFML 4.1, snippet 4.1). */
export type Concurrency = { readonly from: number; readonly counts: Int32Array }

export function labelConcurrency({ startIndex, endIndex }: LabelSpans): Concurrency {
  let from = Number.POSITIVE_INFINITY
  let to = Number.NEGATIVE_INFINITY
  for (let row = 0; row < startIndex.length; row++) {
    from = Math.min(from, startIndex[row]!)
    to = Math.max(to, endIndex[row]! + 1)
  }
  if (to <= from) return { from: 0, counts: new Int32Array(0) }
  const counts = new Int32Array(to - from)
  for (let row = 0; row < startIndex.length; row++) {
    counts[startIndex[row]! - from]!++
    if (endIndex[row]! + 1 < to) counts[endIndex[row]! + 1 - from]!--
  }
  for (let bar = 1; bar < counts.length; bar++) counts[bar]! += counts[bar - 1]!
  return { from, counts }
}

/**
 * Average uniqueness of each label: the mean over its bars of 1 / concurrency (AFML 4.2, snippet 4.2); 1 where no other label overlaps.
 * Pass the TRAINING rows of one fold only: computed before the split, test labels would change training weights.
 */
export function averageUniqueness(spans: LabelSpans): Float64Array {
  const { from, counts } = labelConcurrency(spans)
  return Float64Array.from(spans.startIndex, (start, row) => {
    const end = spans.endIndex[row]!
    let sum = 0
    for (let bar = start; bar <= end; bar++) sum += 1 / counts[bar - from]!
    return sum / (end - start + 1)
  })
}

/** Effective number of labels: the sum of uniqueness. Use it, not the row count, wherever a standard error is divided by sqrt(n). */
export function effectiveCount(uniqueness: Float64Array): number {
  return uniqueness.reduce((sum, value) => sum + value, 0)
}
