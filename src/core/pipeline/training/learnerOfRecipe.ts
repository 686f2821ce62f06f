import { ensembleLearner } from '../../models/ensembles/ensembleLearner.ts'
import type { EnsembleMember } from '../../models/ensembles/ensembleMember.ts'
import type { FoldRows } from '../../models/ensembles/outOfFold.ts'
import type { Learner } from '../../models/learner.ts'
import { learnerNamed } from '../../models/learners.ts'
import type { LearningTask } from '../../models/learningTable.ts'
import type { Outcome } from '../../outcome/outcome.ts'
import type { TrainRecipe } from './trainingTask.ts'

/** Kinds of model that are made of others. */
export const ENSEMBLE_TYPES = ['voting', 'blending', 'stacking'] as const

export function isEnsemble(type: string): boolean {
  return ENSEMBLE_TYPES.some((known) => known === type)
}

type InnerSplits = (rows: Int32Array) => Outcome<readonly FoldRows[]>

/** The learner of a recipe that has been checked; an ensemble over its members, who are weighed on `innerSplits` of the training rows. */
export function learnerOfRecipe(
  { type, members }: Pick<TrainRecipe, 'type' | 'members'>,
  task: LearningTask,
  innerSplits: InnerSplits,
): Learner {
  const ensemble = ENSEMBLE_TYPES.find((known) => known === type)
  if (ensemble === undefined) return knownLearner(type)
  return ensembleLearner({
    type: ensemble,
    members: members.map((member) => ({ learner: knownLearner(member.type), settings: member.settings })),
    meta: ensemble === 'stacking' ? metaOf(task) : null,
    innerSplits,
  })
}

function metaOf(task: LearningTask): EnsembleMember {
  return { learner: knownLearner(task === 'classification' ? 'logistic' : 'ridge'), settings: {} }
}

function knownLearner(type: string): Learner {
  const learner = learnerNamed(type)
  if (!learner.ok) throw new Error(learner.trouble.message)
  return learner.value
}
