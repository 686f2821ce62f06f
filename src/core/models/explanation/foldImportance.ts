import { mean } from '../../stats/mean.ts'
import { standardDeviation } from '../../stats/standardDeviation.ts'
import { studentTCdf } from '../../stats/studentTCdf.ts'
import type { PermutedRises } from './permutedRises.ts'

/** Importance of one column or group over the folds, in the unit of the loss. Deviations are sample ones, null where there is only one value. */
export type FoldImportance = {
  /** Mean over folds of the mean over repeats. */
  readonly rise: number
  readonly betweenFolds: number | null
  /** Mean over folds of the deviation over their repeats: what chance in the shuffling alone does. */
  readonly betweenRepeats: number | null
  /** Share of the folds whose mean rise is above 0. */
  readonly risingFolds: number
  /** One-sided p of the mean over folds being above 0, Student's t with folds - 1 degrees; folds share training rows, so it is too small. Null for one fold. */
  readonly p: number | null
}

/** `folds[f].rises[g]`: the same groups in every fold. */
export function foldImportance(folds: readonly PermutedRises[]): readonly FoldImportance[] {
  const groups = folds[0]?.rises.length ?? 0
  return Array.from({ length: groups }, (_, group) => {
    const own = folds.map(({ rises }) => rises[group]!)
    const means = Float64Array.from(own, mean)
    const rise = mean(means)
    const between = standardDeviation(means)
    const repeats = mean(Float64Array.from(own, (rises) => standardDeviation(rises)))
    const t = (rise / between) * Math.sqrt(means.length)
    return {
      rise,
      betweenFolds: finiteOrNull(between),
      betweenRepeats: finiteOrNull(repeats),
      risingFolds: means.filter((value) => value > 0).length / means.length,
      p: Number.isFinite(t) ? 1 - studentTCdf(t, means.length - 1) : null,
    }
  })
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
