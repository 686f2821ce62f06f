import type { CategoryCode } from '../trainedModelData.ts'

/** The values that stand for a column's categories in the training rows, and what is kept of them for others. */
export type TargetStatistics = { readonly encoded: Float64Array; readonly code: CategoryCode }

/**
 * Ordered target statistics (Prokhorenkova et al. 2018, section 3.2) in the order of time: a training row's category becomes the weighted mean of the target
 * over the EARLIER training rows of that category, drawn towards the mean of all earlier rows by the weight of one average row. Neither the row itself nor a
 * later one is read, so there is nothing to permute; the first row has no value. Frozen at the end: the same over all training rows. A missing code stays missing.
 * `codes`, `target` and `weight` are of the training rows, ascending in time.
 */
export function targetStatistics(
  column: number,
  codes: Float64Array,
  target: Float64Array,
  weight: Float64Array,
): TargetStatistics {
  const prior = weight.reduce((sum, value) => sum + value, 0) / weight.length
  const sums = new Map<number, { weight: number; target: number }>()
  const all = { weight: 0, target: 0 }
  const encoded = new Float64Array(codes.length).fill(Number.NaN)
  for (let row = 0; row < codes.length; row++) {
    const category = codes[row]!
    const known = Number.isFinite(category) ? (sums.get(category) ?? { weight: 0, target: 0 }) : null
    if (known !== null && all.weight > 0) encoded[row] = drawnTogether(known, all, prior)
    for (const sum of known === null ? [all] : [known, all]) {
      sum.weight += weight[row]!
      sum.target += weight[row]! * target[row]!
    }
    if (known !== null) sums.set(category, known)
  }
  const categories = [...sums.keys()].sort((a, b) => a - b)
  const values = categories.map((category) => drawnTogether(sums.get(category)!, all, prior))
  return { encoded, code: { column, categories, values, otherwise: all.target / all.weight } }
}

type Sum = { readonly weight: number; readonly target: number }

function drawnTogether(known: Sum, all: Sum, prior: number): number {
  return (known.target + (prior * all.target) / all.weight) / (known.weight + prior)
}

/** What stands for each value of a column in a fitted model. */
export function categoryReader({ categories, values, otherwise }: CategoryCode): (value: number) => number {
  const known = new Map(categories.map((category, at) => [category, values[at]!]))
  return (value) => (Number.isFinite(value) ? (known.get(value) ?? otherwise) : Number.NaN)
}
