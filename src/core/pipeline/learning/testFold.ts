import type { Beat } from '../../job/beat.ts'
import { selectRows } from '../../models/featureMatrix.ts'
import type { Model } from '../../models/model.ts'
import { permutationImportance } from '../../models/permutationImportance.ts'
import { areaUnderRoc } from '../../models/scores/areaUnderRoc.ts'
import { brierScore } from '../../models/scores/brierScore.ts'
import { createStream } from '../../stats/seededStream.ts'
import type { FoldPlan } from '../selection/foldPlan.ts'
import { foldsOf } from '../selection/foldPlan.ts'
import type { Subject } from '../subject/subject.ts'
import type { Workbench } from '../workbench.ts'
import { fitFold, predictRows } from './fitFold.ts'
import type { TrainingRows } from './trainingRows.ts'
import { rowsOfEvents, trainingRows } from './trainingRows.ts'

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

/** Columns of one length, in time order within a fold. `decisionMs` is the start of the decision bar, UTC milliseconds; `netReturn` a fraction of the notional. */
export type Predictions = {
  readonly fold: readonly number[]
  readonly decisionMs: readonly number[]
  readonly probability: readonly number[]
  readonly label: readonly number[]
  readonly netReturn: readonly number[]
}

/** Rise of the unweighted log loss, nats, over the fold's `rows` test events; columns of one length. */
export type FoldImportance = {
  readonly fold: number
  readonly rows: number
  readonly names: readonly string[]
  readonly meanRise: readonly number[]
  readonly deviation: readonly number[]
}

export type FoldTest = {
  readonly score: TestScore
  readonly predictions: Predictions
  /** Null where there are too few events to shuffle. */
  readonly importance: FoldImportance | null
}

const IMPORTANCE_REPEATS = 5
const IMPORTANCE_ROWS = 20
const MOST_IMPORTANCE_ROWS = 2_000

function average(values: Float64Array): number | null {
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null
}

/** At most so many of the rows, evenly spaced. */
function spacedRows(rows: Int32Array, most: number): Int32Array {
  if (rows.length <= most) return rows
  return Int32Array.from({ length: most }, (_, index) => rows[Math.floor((index * rows.length) / most)]!)
}

function importanceOf(
  bench: Workbench,
  model: Model,
  rows: TrainingRows,
  offered: Int32Array,
  fold: number,
  beat: Beat,
): FoldImportance | null {
  if (offered.length < IMPORTANCE_ROWS) return null
  const used = spacedRows(offered, MOST_IMPORTANCE_ROWS)
  const set = {
    features: selectRows(rows.features, used),
    label: Uint8Array.from(used, (row) => rows.label[row]!),
    weight: new Float64Array(used.length).fill(1),
  }
  const stream = createStream(bench.seed, `importance.${fold}`)
  const importance = permutationImportance(model, set, IMPORTANCE_REPEATS, stream, beat)
  if (importance === null) return null
  const { meanRise, deviation } = importance
  return { fold, rows: used.length, names: rows.features.names, meanRise: [...meanRise], deviation: [...deviation] }
}

/** The frozen model of a fold on the fold's test events; null where the fold has none, or its model cannot be fitted. */
export function testFold(
  bench: Workbench,
  plan: FoldPlan,
  subject: Subject,
  index: number,
  beat: Beat,
): FoldTest | null {
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
    score: {
      fold: index,
      model: model.specification.kind,
      threshold: model.threshold,
      offered: offered.length,
      taken: taken.length,
      areaUnderRoc: areaUnderRoc(label, probability),
      brierScore: brierScore(label, probability),
      meanNetOffered: average(net),
      meanNetTaken: average(taken),
    },
    predictions: {
      fold: Array.from(offered, () => index),
      decisionMs: Array.from(offered, (row) => bench.columns.timeMs[rows.startBar[row]!]!),
      probability: [...probability],
      label: [...label],
      netReturn: [...net],
    },
    importance: importanceOf(bench, fitted.value, rows, offered, index, beat),
  }
}

/** The columns of all folds, end to end. */
export function joinPredictions(parts: readonly Predictions[]): Predictions {
  return {
    fold: parts.flatMap((part) => part.fold),
    decisionMs: parts.flatMap((part) => part.decisionMs),
    probability: parts.flatMap((part) => part.probability),
    label: parts.flatMap((part) => part.label),
    netReturn: parts.flatMap((part) => part.netReturn),
  }
}
