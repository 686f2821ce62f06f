import type { Beat } from '../../job/beat.ts'
import type { FoldDates } from '../learning/foldDates.ts'
import { foldDates } from '../learning/foldDates.ts'
import type { FoldImportance, Predictions, TestScore } from '../learning/testFold.ts'
import { joinPredictions, testFold } from '../learning/testFold.ts'
import type { FoldPlan } from '../selection/foldPlan.ts'
import { foldsOf } from '../selection/foldPlan.ts'
import type { Stage } from '../stage.ts'
import { once } from '../stage.ts'
import type { Subject } from '../subject/subject.ts'
import type { Workbench } from '../workbench.ts'
import type { CurveResult } from './capitalCurveStage.ts'
import type { OptimizeOutput } from './optimizeStage.ts'
import type { Bootstrap, RobustnessPart, StressPoint } from './robustness.ts'
import { robustnessPart } from './robustness.ts'
import type { SelectOutput } from './selectStage.ts'
import { subjectOf } from './selectStage.ts'

type MlUnit = { readonly subject: Subject; readonly part: 'curve' | 'scores' | 'stress' | 'bootstrap' }
/** What the tests of the frozen models say, apart from money. */
type ModelTests = {
  readonly scores: readonly TestScore[]
  readonly predictions: Predictions
  readonly importance: readonly FoldImportance[]
  /** All folds, the hold-out's too. */
  readonly folds: readonly FoldDates[]
}
type MlResult = RobustnessPart | ({ readonly kind: 'scores' } & ModelTests)
export type MlBacktestOutput = CurveResult &
  ModelTests & {
    readonly stress: readonly StressPoint[]
    readonly bootstrap: Bootstrap | null
  }

function testsOf(bench: Workbench, plan: FoldPlan, subject: Subject, beat: Beat): MlResult {
  const tests = subject.choices.slice(0, -1).map((_, index) => testFold(bench, plan, subject, index, beat))
  const made = tests.filter((test) => test !== null)
  const patternAid = subject.learning?.patternAid === true
  return {
    kind: 'scores',
    scores: made.map(({ score }) => score),
    predictions: joinPredictions(made.map(({ predictions }) => predictions)),
    importance: made.flatMap(({ importance }) => (importance === null ? [] : [importance])),
    folds: foldsOf(plan, subject.schemeOfFold).map((fold, index) =>
      foldDates(bench, subject.choices[index] ?? null, fold, subject.schemeOfFold[index]!, patternAid, beat),
    ),
  }
}

/** The trained filters on the stitched tests: out-of-sample predictions only. */
export const mlBacktestStage: Stage<
  { readonly select: SelectOutput; readonly optimize: OptimizeOutput },
  MlUnit,
  MlResult,
  MlBacktestOutput
> = {
  name: 'ml-backtest',
  title: 'ML backtest',
  needs: ['select', 'optimize'],
  weight: 2,
  plan: ({ outputs }, results) =>
    once<MlUnit>(results, () => {
      const subject = { ...subjectOf(outputs.select), learning: outputs.optimize.plan }
      return [
        { subject, part: 'curve' },
        { subject, part: 'scores' },
        { subject, part: 'stress' },
        { subject, part: 'bootstrap' },
      ]
    }),
  runUnit: (bench, plan, { subject, part }, beat) =>
    part === 'scores' ? testsOf(bench, plan, subject, beat) : robustnessPart(bench, plan, subject, part, 'ml', beat),
  combine: (_input, results) => {
    const [curve, scores, stress, bootstrap] = results
    if (
      curve?.kind !== 'curve' ||
      scores?.kind !== 'scores' ||
      stress?.kind !== 'stress' ||
      bootstrap?.kind !== 'bootstrap'
    ) {
      throw new Error('The ML backtest lacks a part')
    }
    return {
      ...curve.curve,
      scores: scores.scores,
      predictions: scores.predictions,
      importance: scores.importance,
      folds: scores.folds,
      stress: stress.points,
      bootstrap: bootstrap.bootstrap,
    }
  },
}
