import type { ModelSpecification } from '../../models/model.ts'

/** The model and the probability threshold of one fold; null takes every event (and `note` says why). */
export type FoldModel = {
  readonly specification: ModelSpecification
  readonly streamId: string
  readonly threshold: number
} | null

/** One entry a fold, the last for the hold-out. `patternAid` adds the pattern features to the matrix. */
export type LearningPlan = { readonly folds: readonly FoldModel[]; readonly patternAid: boolean }
