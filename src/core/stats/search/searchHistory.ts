/**
 * What a search has seen, in the order in which it was evaluated: row k of `coordinates` (one number an axis) has `scores[k]`, the higher the better; NaN where it
 * has no value or breaks a constraint.
 */
export type SearchHistory = {
  count: number
  coordinates: Float64Array
  scores: Float64Array
}

export function createHistory(axes: number, most: number): SearchHistory {
  return { count: 0, coordinates: new Float64Array(axes * most), scores: new Float64Array(most) }
}

/** Places of the rows from the best to the worst; ties and rows without a score by their age. */
export function rankedRows({ count, scores }: SearchHistory): Int32Array {
  const value = (row: number) => (Number.isNaN(scores[row]!) ? Number.NEGATIVE_INFINITY : scores[row]!)
  const rows = Int32Array.from({ length: count }, (_, row) => row)
  return rows.sort((a, b) => (value(a) === value(b) ? a - b : value(b) - value(a)))
}
