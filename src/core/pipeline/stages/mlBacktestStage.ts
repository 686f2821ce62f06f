import type { Beat } from '../../job/beat.ts'
import { areaUnderRoc } from '../../models/scores/areaUnderRoc.ts'
import { brierScore } from '../../models/scores/brierScore.ts'
import { fitFold, predictRows } from '../learning/fitFold.ts'
import { rowsOfEvents, trainingRows } from '../learning/trainingRows.ts'
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

/** How the frozen model of a fold did on its test events, none of which it had seen. */
export type TestScore = {
  readonly fold: number
  readonly model: string
  readonly threshold: number
  readonly offered: number
  readonly taken: number
  readonly areaUnderRoc: number | null
  readonly brierScore: number | null
  readonly meanNetOffered: number | null
  readonly meanNetTaken: number | null
}

type MlUnit = { readonly subject: Subject; readonly part: 'curve' | 'scores' | 'stress' | 'bootstrap' }
type MlResult = RobustnessPart | { readonly kind: 'scores'; readonly scores: readonly TestScore[] }
export type MlBacktestOutput = CurveResult & {
  readonly scores: readonly TestScore[]
  readonly stress: readonly StressPoint[]
  readonly bootstrap: Bootstrap | null
}

function average(values: Float64Array): number | null {
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null
}

function scoreFold(bench: Workbench, plan: FoldPlan, subject: Subject, index: number, beat: Beat): TestScore | null {
  const model = subject.learning?.folds[index]
  const choice = subject.choices[index]
  if (!model || !choice) return null
  const fold = foldsOf(plan, subject.schemeOfFold)[index]!
  const rows = trainingRows(bench, choice, subject.learning?.patternAid === true, beat)
  const fitted = fitFold(
    bench,
    rows,
    fold,
    model.specification,
    model.streamId,
    { minimumRows: 2, minimumClassRows: 1 },
    beat,
  )
  if (!fitted.ok) return null
  const { from, to } = fold.test
  const offered = rowsOfEvents(rows, bench.eventsOf(choice.setting)).filter(
    (row) => row >= 0 && rows.startBar[row]! >= from && rows.startBar[row]! < to,
  )
  const probability = predictRows(fitted.value, rows, offered)
  const label = Uint8Array.from(offered, (row) => rows.label[row]!)
  const net = Float64Array.from(offered, (row) => rows.netReturn[row]!)
  const taken = net.filter((_, row) => probability[row]! >= model.threshold)
  return {
    fold: index,
    model: model.specification.kind,
    threshold: model.threshold,
    offered: offered.length,
    taken: taken.length,
    areaUnderRoc: areaUnderRoc(label, probability),
    brierScore: brierScore(label, probability),
    meanNetOffered: average(net),
    meanNetTaken: average(taken),
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
  runUnit: (bench, plan, { subject, part }, beat) => {
    if (part !== 'scores') return robustnessPart(bench, plan, subject, part, 'ml', beat)
    const folds = subject.choices.length - 1
    const scores = Array.from({ length: folds }, (_, index) => scoreFold(bench, plan, subject, index, beat))
    return { kind: 'scores', scores: scores.filter((score) => score !== null) }
  },
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
    return { ...curve.curve, scores: scores.scores, stress: stress.points, bootstrap: bootstrap.bootstrap }
  },
}
