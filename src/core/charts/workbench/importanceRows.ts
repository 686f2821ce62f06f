import { mean } from '../../stats/mean.ts'
import { standardDeviation } from '../../stats/standardDeviation.ts'

/** Columns of one length; null where a deviation is not known. */
export type FoldOfImportance = {
  readonly fold: number
  readonly names: readonly string[]
  readonly meanRise: readonly number[]
  readonly deviation: readonly (number | null)[]
}

/** A feature's rise of the log loss: its value in each fold, their mean, and how far they spread. */
export type ImportanceRow = {
  readonly name: string
  readonly mean: number
  /** Standard deviation, ddof 1: over folds, or over the repeats where one fold is looked at; null for one value. */
  readonly deviation: number | null
  readonly folds: readonly { readonly fold: number; readonly rise: number }[]
}

/** Features by mean rise over the folds that have one, the greatest first; equal ones by name. */
export function importanceRows(folds: readonly FoldOfImportance[], most: number): readonly ImportanceRow[] {
  const found = new Map<string, { readonly fold: number; readonly rise: number; readonly deviation: number | null }[]>()
  for (const { fold, names, meanRise, deviation } of folds) {
    names.forEach((name, column) => {
      const kept = found.get(name) ?? []
      found.set(name, kept)
      kept.push({ fold, rise: meanRise[column]!, deviation: deviation[column] ?? null })
    })
  }
  return [...found]
    .map(([name, values]): ImportanceRow => {
      const rises = Float64Array.from(values, ({ rise }) => rise)
      const [only] = values
      const deviation = values.length > 1 ? standardDeviation(rises) : (only?.deviation ?? null)
      return { name, mean: mean(rises), deviation, folds: values.map(({ fold, rise }) => ({ fold, rise })) }
    })
    .sort((left, right) => right.mean - left.mean || (left.name < right.name ? -1 : 1))
    .slice(0, most)
}
