import type { RandomStream } from '../stats/seededStream.ts'

/**
 * Bars to cut at, ascending and distinct, drawn one from each of `count` equal parts of the newer half: most of the rows lie before each, or a long
 * warm-up would leave nothing to compare. Fewer where there are fewer bars; none below 2.
 */
export function drawCuts(stream: Pick<RandomStream, 'nextInt'>, rows: number, count: number): readonly number[] {
  const first = Math.max(1, Math.floor(rows / 2))
  const parts = Math.min(count, rows - first)
  const edge = (part: number) => first + Math.floor(((rows - first) * part) / parts)
  return Array.from(
    { length: Math.max(0, parts) },
    (_, part) => edge(part) + stream.nextInt(edge(part + 1) - edge(part)),
  )
}
