import type { AskedSpan } from '../../../core/contract/download.ts'

/** More answers than this say nothing more. */
const MOST_ANSWERS = 9

/** Disjoint, ascending spans with the answers of all of them summed; neighbours that say the same are one. */
export function mergeAsked(spans: readonly AskedSpan[]): readonly AskedSpan[] {
  const edges = [...new Set(spans.flatMap(({ fromMs, toMs }) => (fromMs < toMs ? [fromMs, toMs] : [])))].sort(
    (a, b) => a - b,
  )
  const changes = new Map(edges.map((edge) => [edge, { answers: 0, empties: 0 }]))
  for (const { fromMs, toMs, answers, empties } of spans) {
    if (fromMs >= toMs) continue
    const start = changes.get(fromMs)!
    const end = changes.get(toMs)!
    start.answers += answers
    start.empties += empties
    end.answers -= answers
    end.empties -= empties
  }
  const merged: AskedSpan[] = []
  let answers = 0
  let empties = 0
  for (let index = 0; index + 1 < edges.length; index++) {
    const fromMs = edges[index]!
    const toMs = edges[index + 1]!
    answers += changes.get(fromMs)!.answers
    empties += changes.get(fromMs)!.empties
    if (answers === 0 && empties === 0) continue
    const segment = {
      fromMs,
      toMs,
      answers: Math.min(answers, MOST_ANSWERS),
      empties: Math.min(empties, MOST_ANSWERS),
    }
    const last = merged.at(-1)
    if (last !== undefined && last.toMs === fromMs && sameAnswers(last, segment))
      merged[merged.length - 1] = { ...last, toMs }
    else merged.push(segment)
  }
  return merged
}

function sameAnswers(a: AskedSpan, b: AskedSpan): boolean {
  return a.answers === b.answers && a.empties === b.empties
}
