import { meanRanks } from '../../stats/meanRanks.ts'
import { pearsonCorrelation } from '../../stats/pearsonCorrelation.ts'
import type { FeatureMatrix } from '../featureMatrix.ts'

/** Columns of one group say much the same. `columns` ascend; groups by their first column. */
export type ColumnGroup = {
  readonly columns: readonly number[]
  /** Of all pairs in the group, in size; 1 for a group of one. */
  readonly leastCorrelation: number
}

/** More rows are thinned to so many, evenly. */
const MOST_ROWS = 5000

/**
 * Groups by hierarchical clustering with complete linkage on 1 - |Spearman's correlation|, cut where any two columns of a group correlate at least `threshold` in
 * size: a chain of neighbours does not become one group, as it would by single linkage. A correlation that is not defined (constant, empty) counts as 0.
 * Choose on the rows given (training rows of one fold where anything is selected by it).
 */
export function columnGroups(features: FeatureMatrix, rows: Int32Array, threshold: number): readonly ColumnGroup[] {
  const likeness = rankLikeness(features, rows)
  const size = features.columns
  const groups: number[][] = Array.from({ length: size }, (_, column) => [column])
  // Least likeness between two groups; merged ones are struck out by -1.
  const between = likeness.slice()
  for (let column = 0; column < size; column++) between[column * size + column] = -1
  for (;;) {
    let best = -1
    for (let at = 0; at < between.length; at++)
      if (between[at]! >= threshold && (best < 0 || between[at]! > between[best]!)) best = at
    if (best < 0) break
    const kept = Math.min(Math.floor(best / size), best % size)
    const gone = Math.max(Math.floor(best / size), best % size)
    groups[kept]!.push(...groups[gone]!.splice(0))
    for (let other = 0; other < size; other++) {
      const least = Math.min(between[kept * size + other]!, between[gone * size + other]!)
      between[kept * size + other] = between[other * size + kept] = least
      between[gone * size + other] = between[other * size + gone] = -1
    }
    between[kept * size + kept] = -1
  }
  return groups.filter(({ length }) => length > 0).map((own) => groupOf(own, likeness, size))
}

function groupOf(own: readonly number[], likeness: Float64Array, size: number): ColumnGroup {
  const columns = own.toSorted((a, b) => a - b)
  let least = 1
  for (const left of columns) for (const right of columns) least = Math.min(least, likeness[left * size + right]!)
  return { columns, leastCorrelation: least }
}

/** |Spearman's correlation| of all pairs, `[left * columns + right]`, over an even sample of the rows; a missing value counts as the middle rank. */
export function rankLikeness({ columns: size, values }: FeatureMatrix, rows: Int32Array): Float64Array {
  const step = Math.max(1, Math.ceil(rows.length / MOST_ROWS))
  const sample = rows.filter((_, place) => place % step === 0)
  const ranks = Array.from({ length: size }, (_, column) => {
    const own = Float64Array.from(sample, (row) => {
      const value = values[row * size + column]!
      return Number.isFinite(value) ? value : Number.NaN
    })
    const known = own.filter((value) => !Number.isNaN(value)).length
    return meanRanks(own).map((rank) => (Number.isNaN(rank) ? (known + 1) / 2 : rank))
  })
  const likeness = new Float64Array(size * size)
  for (let left = 0; left < size; left++) {
    likeness[left * size + left] = 1
    for (let right = left + 1; right < size; right++) {
      const value = Math.abs(pearsonCorrelation(ranks[left]!, ranks[right]!))
      likeness[left * size + right] = likeness[right * size + left] = Number.isNaN(value) ? 0 : value
    }
  }
  return likeness
}
