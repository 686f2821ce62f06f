import type { Learner } from '../learner.ts'
import { elasticNetLearner, lassoLearner } from './elasticNet.ts'
import { logisticLearner } from './logistic.ts'
import { ridgeLearner } from './ridge.ts'

/** All linear kinds of model. */
export const linearLearners: readonly Learner[] = [ridgeLearner, lassoLearner, elasticNetLearner, logisticLearner]
