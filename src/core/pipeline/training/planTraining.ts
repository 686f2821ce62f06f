import type { Learner, LearnerSettings } from '../../models/learner.ts'
import { drawSettings } from './drawSettings.ts'
import type { TrainPayload } from './trainingTask.ts'
import type { CurveUnit, FitUnit, SearchResult, SearchUnit, TrainResult, TrainUnit } from './trainUnits.ts'

/** Draws that are proposed at a time where later ones learn from earlier ones: the same for any number of workers. */
const BATCH_DRAWS = 4
/** Shares of the training rows that a learning curve is made of. */
export const CURVE_SHARES = [0.2, 0.4, 0.6, 0.8, 1] as const

/** The next units of a training, knowing all results so far in plan order; none ends it. Searches come first, then what is fitted with their winners. */
export function planTraining(
  training: TrainPayload,
  learner: Learner,
  results: readonly TrainResult[],
): readonly TrainUnit[] {
  const searched = results.flatMap((result) => (result.kind === 'search' ? [result] : []))
  const search = nextSearches(training, learner, searched)
  if (search.length > 0) return search
  if (results.length > searched.length) return []
  const { recipe, plan } = training
  const fits: FitUnit[] = []
  for (const part of partsOf(training)) {
    const settings = settingsOf(training, searched, part)
    for (let seed = 0; seed < recipe.seeds; seed++) fits.push({ kind: 'fit', part, seed, settings })
  }
  const curves = plan.splits.flatMap((_, part) =>
    (recipe.learningCurve ? CURVE_SHARES : []).map((share): CurveUnit => {
      return { kind: 'curve', part, share, settings: settingsOf(training, searched, part) }
    }),
  )
  return [...fits, ...curves]
}

/** Units there are all in all; those of a search by its draws. */
export function countUnits({ recipe, plan }: TrainPayload): number {
  const parts = plan.splits.length + 1
  const curves = recipe.learningCurve ? CURVE_SHARES.length * plan.splits.length : 0
  return parts * ((recipe.search?.draws ?? 0) + recipe.seeds) + curves
}

/** The splits, and all labelled rows. */
function partsOf({ plan }: TrainPayload): readonly number[] {
  return Array.from({ length: plan.splits.length + 1 }, (_, part) => part)
}

function nextSearches(
  training: TrainPayload,
  learner: Learner,
  searched: readonly SearchResult[],
): readonly SearchUnit[] {
  const { search } = training.recipe
  if (search === null) return []
  return partsOf(training).flatMap((part) => {
    const own = searched.filter((result) => result.part === part)
    const batch = search.method === 'random' ? search.draws : BATCH_DRAWS
    // A part whose draws did not fill their last batch has tried all there is.
    if (own.length >= search.draws || own.length % batch !== 0) return []
    const drawn = drawSettings(training.recipe, learner, part, own, Math.min(batch, search.draws - own.length))
    return drawn.map((settings, at): SearchUnit => ({ kind: 'search', part, draw: own.length + at, settings }))
  })
}

/** The lowest loss of a part's draws; the earliest where some are equal; null where none has one. */
export function bestDraw(searched: readonly SearchResult[], part: number): SearchResult | null {
  let best: SearchResult | null = null
  for (const result of searched) {
    if (result.part !== part || result.loss === null) continue
    if (best === null || result.loss < (best.loss ?? Number.POSITIVE_INFINITY)) best = result
  }
  return best
}

/** Where no draw could be fitted: what the person gave, whose own trouble then tells. */
function settingsOf({ recipe }: TrainPayload, searched: readonly SearchResult[], part: number): LearnerSettings {
  return bestDraw(searched, part)?.settings ?? recipe.settings
}
