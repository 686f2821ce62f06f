import { boostingLearners } from '../boosting/boostingLearners.ts'
import { forestLearners } from '../forest/forestLearners.ts'
import type { Learner } from '../learner.ts'

/** Every kind of model that is made of trees; `treeModelOf` makes all of them again from their data. */
export const treeLearners: readonly Learner[] = [...boostingLearners, ...forestLearners]
