import type { ModelCurvesView } from '../../../core/contract/workbench/modelViews.ts'
import { areaUnderRoc } from '../../../core/models/scores/areaUnderRoc.ts'
import { precisionRecallPoints } from '../../../core/models/scores/precisionRecallPoints.ts'
import { rocPoints } from '../../../core/models/scores/rocPoints.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { ModelOnMatrix } from './modelOnMatrix.ts'

const MOST_POINTS = 400

/** Out-of-fold probabilities beside what came true. Error: `curves-of-values`. */
export function modelCurves(model: ModelOnMatrix): Outcome<ModelCurvesView> {
  if (model.shown.manifest.task !== 'classification')
    return failure(
      'curves-of-values',
      'The model foretells amounts, and these curves are of classes.',
      'Look at its rank correlation and R2 instead.',
    )
  const { label, probability } = told(model)
  const roc = rocPoints(label, probability)
  const found = precisionRecallPoints(label, probability)
  return success({
    rows: label.length,
    positives: label.reduce((sum, value) => sum + value, 0),
    roc: roc === null ? null : thinnedRoc(roc, areaUnderRoc(label, probability)),
    precisionRecall: found === null ? null : thinnedRecall(found),
  })
}

/** Of the rows that were foretold and came true. A signal is 2 p - 1. */
function told({ matrix, signals }: ModelOnMatrix): {
  readonly label: Uint8Array
  readonly probability: Float64Array
} {
  const bySymbol = new Map(
    signals.map(({ symbol, timeMs, signal }) => [
      matrix.passport.instruments.indexOf(symbol),
      new Map(Array.from(timeMs, (time, at) => [time, signal[at]!])),
    ]),
  )
  const label: number[] = []
  const probability: number[] = []
  for (let row = 0; row < matrix.target.length; row++) {
    const signal = bySymbol.get(matrix.instrument[row]!)?.get(matrix.timeMs[row]!)
    const target = matrix.target[row]!
    if (signal === undefined || Number.isNaN(target)) continue
    label.push(target)
    probability.push((signal + 1) / 2)
  }
  return { label: Uint8Array.from(label), probability: Float64Array.from(probability) }
}

/** Evenly chosen places of so many, the first and the last among them. */
function places(count: number): readonly number[] {
  if (count <= MOST_POINTS) return Array.from({ length: count }, (_, at) => at)
  return Array.from({ length: MOST_POINTS }, (_, at) => Math.round((at * (count - 1)) / (MOST_POINTS - 1)))
}

function at(values: ArrayLike<number>, chosen: readonly number[]): readonly number[] {
  return chosen.map((place) => values[place]!)
}

function thinnedRoc(points: NonNullable<ReturnType<typeof rocPoints>>, area: number | null): ModelCurvesView['roc'] {
  const chosen = places(points.threshold.length)
  return {
    threshold: at(points.threshold, chosen).map((value) => (Number.isFinite(value) ? value : null)),
    falsePositiveRate: at(points.falsePositiveRate, chosen),
    truePositiveRate: at(points.truePositiveRate, chosen),
    area,
  }
}

function thinnedRecall(
  points: NonNullable<ReturnType<typeof precisionRecallPoints>>,
): ModelCurvesView['precisionRecall'] {
  const chosen = places(points.threshold.length)
  const { baseRate, averagePrecision } = points
  return {
    threshold: at(points.threshold, chosen),
    precision: at(points.precision, chosen),
    recall: at(points.recall, chosen),
    taken: at(points.taken, chosen),
    baseRate,
    averagePrecision,
  }
}
