import type { RandomStream } from '../stats/seededStream.ts'
import type { LabelSpans } from './purge.ts'

/**
 * Probability of each label to be drawn next, in proportion to its average uniqueness among the labels drawn so far and itself (AFML 4.5.1, snippet 4.5).
 * `drawn` holds row numbers, repeats as often as they were drawn.
 */
export function nextDrawProbability(spans: LabelSpans, drawn: readonly number[]): Float64Array {
  const counts = emptyCounts(spans)
  for (const row of drawn) addSpan(counts, spans, row)
  return probabilityOf(spans, counts)
}

/**
 * `draws` row numbers, drawn one after the other with replacement, labels that overlap those drawn before being less likely: nearer to independent than an
 * ordinary bootstrap of overlapping labels (AFML 4.5). Training rows of one fold only. Work: draws x (rows + bars).
 */
export function sequentialBootstrap(spans: LabelSpans, draws: number, stream: RandomStream): Int32Array {
  const rows = spans.startIndex.length
  if (rows === 0) return new Int32Array(0)
  const counts = emptyCounts(spans)
  return Int32Array.from({ length: draws }, () => {
    const probability = probabilityOf(spans, counts)
    let left = stream.nextUniform()
    let row = 0
    while (row < rows - 1 && left >= probability[row]!) left -= probability[row++]!
    addSpan(counts, spans, row)
    return row
  })
}

type Counts = { readonly from: number; readonly ofBar: Int32Array }

function emptyCounts({ startIndex, endIndex }: LabelSpans): Counts {
  const from = startIndex.reduce((least, start) => Math.min(least, start), Number.POSITIVE_INFINITY)
  const to = endIndex.reduce((most, end) => Math.max(most, end), from - 1)
  return { from, ofBar: new Int32Array(Number.isFinite(from) ? to - from + 1 : 0) }
}

function addSpan({ from, ofBar }: Counts, { startIndex, endIndex }: LabelSpans, row: number): void {
  for (let bar = startIndex[row]! - from; bar <= endIndex[row]! - from; bar++) ofBar[bar]!++
}

function probabilityOf({ startIndex, endIndex }: LabelSpans, { from, ofBar }: Counts): Float64Array {
  const sums = new Float64Array(ofBar.length + 1)
  for (let bar = 0; bar < ofBar.length; bar++) sums[bar + 1] = sums[bar]! + 1 / (1 + ofBar[bar]!)
  const uniqueness = Float64Array.from(startIndex, (start, row) => {
    const end = endIndex[row]!
    return (sums[end + 1 - from]! - sums[start - from]!) / (end - start + 1)
  })
  const total = uniqueness.reduce((sum, value) => sum + value, 0)
  return uniqueness.map((value) => value / total)
}
