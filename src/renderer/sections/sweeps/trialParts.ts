import type { TrialMark } from '../../../core/charts/workbench/trialMarks.ts'
import type { SweepView } from '../../../core/contract/workbench/sweepViews.ts'
import type { TrialColumn } from './trialColumns.ts'
import type { TrialQuestion } from './trialFilters.ts'

/** What every picture of the trials of a sweep is given. */
export type TrialParts = {
  readonly workspace: string
  readonly view: SweepView
  readonly columns: readonly TrialColumn[]
  readonly question: TrialQuestion
  readonly marks: readonly TrialMark[]
}
