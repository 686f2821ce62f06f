import type { TradeCurve } from '../../contract/workbench/exploreViews.ts'
import { failure, type Outcome, success } from '../../outcome/outcome.ts'
import type { PairOutputs, PairStageName } from '../pairPipeline.ts'
import { subjectOf } from '../stages/selectStage.ts'
import type { Subject } from '../subject/subject.ts'

/** Stages whose outputs say what a curve traded. `judged` reads `iterate` too, where the run has come that far. */
export const CURVE_STAGES: readonly PairStageName[] = ['select', 'optimize', 'robustness', 'iterate']

function noStageOutput(stage: PairStageName): Outcome<never> {
  return failure(
    'no-stage-output',
    `The run has kept nothing of the stage "${stage}", which says what this curve traded.`,
    'Run the pipeline on, until that stage is done.',
  )
}

/** What is traded on a curve of the results. Error: `no-stage-output`. */
export function curveSubject(outputs: Partial<PairOutputs>, curve: TradeCurve): Outcome<Subject> {
  const { select, optimize, robustness, iterate } = outputs
  if (select === undefined) return noStageOutput('select')
  switch (curve) {
    case 'selected':
      return success(subjectOf(select))
    case 'anchored':
    case 'rolling':
      return success(subjectOf(select, curve))
    case 'model':
      return optimize === undefined
        ? noStageOutput('optimize')
        : success({ ...subjectOf(select), learning: optimize.plan })
    case 'judged':
      if (robustness === undefined) return noStageOutput('robustness')
      return success(iterate?.subject ?? robustness.subject)
  }
}
