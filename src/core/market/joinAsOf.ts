/** Rows of a table as columns of equal length: when each happened and when it was known, UTC milliseconds, in any order. */
export type DatedRows = { readonly eventMs: Float64Array; readonly knownMs: Float64Array }

/**
 * For each query time (ascending, UTC milliseconds) the row that was the newest knowledge then, or -1: of the rows with
 * `knownMs <= query`, the one with the latest event; of one event the one known last (a revision), of equal ones the last in the table.
 * A row counts for `stalenessMs` after it became known; where the newest knowledge is older than that, there is none.
 */
export function joinAsOf(queryMs: Float64Array, rows: DatedRows, stalenessMs: number): Int32Array {
  const { eventMs, knownMs } = rows
  const order = Int32Array.from({ length: knownMs.length }, (_, row) => row)
    .filter((row) => Number.isFinite(knownMs[row]) && Number.isFinite(eventMs[row]))
    .sort((a, b) => knownMs[a]! - knownMs[b]! || eventMs[a]! - eventMs[b]! || a - b)
  const joined = new Int32Array(queryMs.length)
  let next = 0
  let newest = -1
  for (let query = 0; query < queryMs.length; query++) {
    const atMs = queryMs[query]!
    for (; next < order.length && knownMs[order[next]!]! <= atMs; next++) {
      const row = order[next]!
      if (newest < 0 || eventMs[row]! >= eventMs[newest]!) newest = row
    }
    joined[query] = newest >= 0 && atMs - knownMs[newest]! <= stalenessMs ? newest : -1
  }
  return joined
}
