import type { CandleColumns } from './candleColumns.ts'

/** The row of the candle that is drawn at an instant: the nearest one, at most half a candle away; null in a gap. `stepMs`: length of one. */
export function candleAt({ timeMs }: Pick<CandleColumns, 'timeMs'>, atMs: number, stepMs: number): number | null {
  let low = 0
  let high = timeMs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (timeMs[middle]! < atMs) low = middle + 1
    else high = middle
  }
  const distance = (row: number) => Math.abs((timeMs[row] ?? Number.POSITIVE_INFINITY) - atMs)
  const nearest = distance(low - 1) < distance(low) ? low - 1 : low
  return distance(nearest) <= stepMs / 2 ? nearest : null
}
