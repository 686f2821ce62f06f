import type { TimeSpan } from '../contract/download.ts'

/**
 * Sets of instants as half-open spans [fromMs, toMs), UTC milliseconds. Inputs come in any order and may overlap or touch; a span that
 * does not end after its start (or holds a NaN) is empty and is passed over. Results are sorted and minimal: no two spans overlap or touch.
 */
export type TimeSpans = readonly TimeSpan[]

/** Every instant that is in one of the spans. */
export function unite(spans: TimeSpans): readonly TimeSpan[] {
  const sorted = spans.filter((span) => span.fromMs < span.toMs).sort((a, b) => a.fromMs - b.fromMs)
  const united: TimeSpan[] = []
  for (const { fromMs, toMs } of sorted) {
    const last = united[united.length - 1]
    if (last === undefined || fromMs > last.toMs) united.push({ fromMs, toMs })
    else if (toMs > last.toMs) last.toMs = toMs
  }
  return united
}

/** Every instant of `wanted` that is not in `covered`. */
export function subtract(wanted: TimeSpans, covered: TimeSpans): readonly TimeSpan[] {
  const holes = unite(covered)
  const left: TimeSpan[] = []
  let first = 0
  for (const { fromMs, toMs } of unite(wanted)) {
    while (first < holes.length && holes[first]!.toMs <= fromMs) first++
    let startMs = fromMs
    for (let i = first; i < holes.length && holes[i]!.fromMs < toMs; i++) {
      if (holes[i]!.fromMs > startMs) left.push({ fromMs: startMs, toMs: holes[i]!.fromMs })
      startMs = holes[i]!.toMs
    }
    if (startMs < toMs) left.push({ fromMs: startMs, toMs })
  }
  return left
}

/** Every instant that is in both sets. */
export function intersect(left: TimeSpans, right: TimeSpans): readonly TimeSpan[] {
  const a = unite(left)
  const b = unite(right)
  const both: TimeSpan[] = []
  let j = 0
  for (let i = 0; i < a.length && j < b.length; ) {
    const fromMs = Math.max(a[i]!.fromMs, b[j]!.fromMs)
    const toMs = Math.min(a[i]!.toMs, b[j]!.toMs)
    if (fromMs < toMs) both.push({ fromMs, toMs })
    if (a[i]!.toMs < b[j]!.toMs) i++
    else j++
  }
  return both
}

/** Milliseconds in the set; an instant that is in several spans counts once. */
export function spanLength(spans: TimeSpans): number {
  let totalMs = 0
  for (const { fromMs, toMs } of unite(spans)) totalMs += toMs - fromMs
  return totalMs
}
