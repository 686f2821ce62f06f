import type { Learner, LearnerSettings } from '../../models/learner.ts'
import { proposeDraws } from '../../validation/search/proposeDraws.ts'
import { searchAxes } from '../../validation/search/searchAxes.ts'
import type { TrainRecipe } from './trainingTask.ts'
import type { SearchResult } from './trainUnits.ts'

/** The next draws within a training part, complete. Parameters that the person gave are left alone. None where nothing new is found. */
export function drawSettings(
  { search, seed, given, settings }: TrainRecipe,
  learner: Learner,
  part: number,
  told: readonly SearchResult[],
  count: number,
): readonly LearnerSettings[] {
  if (search === null) return []
  const plan = { method: search.method, axes: searchAxes(learner.parameters, given), seed, name: `training/${part}` }
  const draws = told.map((result) => ({
    values: result.settings,
    score: result.loss === null ? null : -result.loss,
  }))
  return proposeDraws(plan, draws, count).map((values) => ({ ...settings, ...values }))
}
