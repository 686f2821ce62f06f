import type { Learner, LearnerSettings } from '../learner.ts'

export type EnsembleMember = { readonly learner: Learner; readonly settings: LearnerSettings }
