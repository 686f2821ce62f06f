import { chooseThreshold } from '../../validation/probabilityThreshold.ts'
import { THRESHOLDS } from './searchSpace.ts'

/** One draw on one fold: probabilities of the fold's validation events beside their net returns, or why it could not be fitted. */
export type DrawOnFold = {
  readonly fold: number
  readonly probability: readonly number[]
  readonly netReturn: readonly number[]
  readonly trainingRows: number
  readonly logLoss: number | null
  readonly areaUnderRoc: number | null
  readonly refused: string | null
}

/** The draw and threshold a fold was given: chosen on the validation blocks of that fold and of those before it. */
export type DrawChoice = {
  readonly draw: number
  readonly threshold: number
  readonly netReturnPerOffered: number | null
}

const MINIMUM_TAKEN_SHARE = 0.3

type Pooled = { readonly probability: Float64Array; readonly netReturn: Float64Array }

function pool(folds: readonly DrawOnFold[], throughFold: number): Pooled {
  const used = folds.filter((entry) => entry.fold <= throughFold && entry.refused === null)
  return {
    probability: Float64Array.from(used.flatMap((entry) => entry.probability)),
    netReturn: Float64Array.from(used.flatMap((entry) => entry.netReturn)),
  }
}

/**
 * The best draw for each fold by total net return per offered event over the validation blocks up to that fold's own; null where no draw
 * could be fitted on the fold. Ties go to the earlier draw. `draws[d]` holds the folds of draw d.
 */
export function chooseDraws(draws: readonly (readonly DrawOnFold[])[], folds: number): readonly (DrawChoice | null)[] {
  return Array.from({ length: folds }, (_, fold) => {
    let best: DrawChoice | null = null
    draws.forEach((entries, draw) => {
      if (entries.find((entry) => entry.fold === fold)?.refused !== null) return
      const pooled = pool(entries, fold)
      if (pooled.probability.length === 0) return
      const minimumTaken = Math.ceil(MINIMUM_TAKEN_SHARE * pooled.probability.length)
      const choice = chooseThreshold({ ...pooled, candidates: THRESHOLDS, minimumTaken })
      const value = choice.netReturnPerOffered ?? Number.NEGATIVE_INFINITY
      if (best === null || value > (best.netReturnPerOffered ?? Number.NEGATIVE_INFINITY)) {
        best = { draw, threshold: choice.threshold, netReturnPerOffered: choice.netReturnPerOffered }
      }
    })
    return best
  })
}

/**
 * What filtering changed on validation events it had no part in choosing, up to the block of `throughFold`: fold f is filtered with what
 * the folds before it chose. One value an event, in time order: 0 where it was taken, minus its net return where it was skipped.
 */
export function nestedImprovements(
  draws: readonly (readonly DrawOnFold[])[],
  chosen: readonly (DrawChoice | null)[],
  throughFold = chosen.length - 1,
): Float64Array {
  const out: number[] = []
  for (let fold = 1; fold <= throughFold; fold++) {
    const before = chosen[fold - 1]
    if (before === null || before === undefined) continue
    const entry = draws[before.draw]!.find((candidate) => candidate.fold === fold)
    if (entry === undefined || entry.refused !== null) continue
    entry.probability.forEach((value, row) => {
      out.push(value >= before.threshold ? 0 : -entry.netReturn[row]!)
    })
  }
  return Float64Array.from(out)
}
