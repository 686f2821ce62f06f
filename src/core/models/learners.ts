import { nearestName } from '../outcome/nearestName.ts'
import type { Outcome } from '../outcome/outcome.ts'
import { failure, success } from '../outcome/outcome.ts'
import { boostingLearners } from './boosting/boostingLearners.ts'
import type { Learner } from './learner.ts'
import type { LearningTask } from './learningTable.ts'
import { linearLearners } from './linear/linearLearners.ts'
import { neuralLearners } from './neural/neuralLearners.ts'
import { treeLearners } from './trees/treeLearners.ts'

/** Every kind of model that stands alone. */
export const LEARNERS: readonly Learner[] = [...treeLearners, ...linearLearners, ...neuralLearners]

/** Whether a kind of model takes columns of codes as they are. */
export function takesCategories(type: string): boolean {
  return treeLearners.some((learner) => learner.type === type)
}

/** Whether rows held apart can end its training. */
export function stopsEarly(type: string): boolean {
  return [...boostingLearners, ...neuralLearners].some((learner) => learner.type === type)
}

/** Whether a fit can go on from a fitted model, on other rows. */
export function goesOn(type: string): boolean {
  return [...treeLearners, ...neuralLearners].some((learner) => learner.type === type)
}

/** Whether several threads make one fit of it shorter. */
export function sharesThreads(type: string): boolean {
  return treeLearners.some((learner) => learner.type === type)
}

/** Names of the kinds of model that learn such a target. */
export function modelTypes(task: LearningTask): readonly string[] {
  return LEARNERS.filter(({ tasks }) => tasks.includes(task)).map(({ type }) => type)
}

/** `others`: names that are known besides. Error: `unknown-model`, naming the nearest. */
export function learnerNamed(type: string, others: readonly string[] = []): Outcome<Learner> {
  const found = LEARNERS.find((learner) => learner.type === type)
  if (found !== undefined) return success(found)
  const known = [...LEARNERS.map((learner) => learner.type), ...others]
  const near = nearestName(type, known)
  const list = `There are: ${known.join(', ')}.`
  return failure(
    'unknown-model',
    `There is no kind of model ${JSON.stringify(type)}.`,
    near === null ? list : `Did you mean ${near}? ${list}`,
  )
}
