import type { TrialFilter } from '../../contract/workbench/sweepViews.ts'

export type TrialColumns = Readonly<Record<string, Float64Array>>

/** Rows of [from, to) that meet all filters, in their order. A filter whose column is not there, or has no value in a row, is not met. */
export function chosenTrials(
  columns: TrialColumns,
  from: number,
  to: number,
  filters: readonly TrialFilter[],
): Uint32Array {
  const rows = Uint32Array.from({ length: to - from }, (_, index) => from + index)
  let count = rows.length
  for (const { column, least, most } of filters) {
    const values = columns[column]
    const low = least ?? Number.NEGATIVE_INFINITY
    const high = most ?? Number.POSITIVE_INFINITY
    let kept = 0
    for (let index = 0; index < count; index++) {
      const row = rows[index]!
      const value = values?.[row] ?? Number.NaN
      if (value >= low && value <= high) rows[kept++] = row
    }
    count = kept
  }
  return rows.slice(0, count)
}

/**
 * The rows by the values of a column; ties in the order of evaluation, rows without a value last, whichever way it runs. Keys alone are sorted; then each row takes the
 * next free place of its key, which is several times as quick as sorting rows by comparing.
 */
export function sortedTrials(rows: Uint32Array, values: Float64Array, descending: boolean): Uint32Array {
  const valued = rows.filter((row) => !Number.isNaN(values[row]!))
  const keys = Float64Array.from(valued, (row) => (descending ? -values[row]! : values[row]!))
  const ascending = keys.toSorted()
  const taken = new Uint32Array(keys.length)
  const sorted = new Uint32Array(rows.length)
  for (let at = 0; at < keys.length; at++) {
    const first = firstPlace(ascending, keys[at]!)
    sorted[first + taken[first]!++] = valued[at]!
  }
  sorted.set(
    rows.filter((row) => Number.isNaN(values[row]!)),
    keys.length,
  )
  return sorted
}

/** First place of a key that is there. */
function firstPlace(ascending: Float64Array, key: number): number {
  let low = 0
  let high = ascending.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! < key) low = middle + 1
    else high = middle
  }
  return low
}
