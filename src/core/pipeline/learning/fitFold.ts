import type { Beat } from '../../job/beat.ts'
import { selectRows } from '../../models/featureMatrix.ts'
import type { Model, ModelSpecification } from '../../models/model.ts'
import { fitModel } from '../../models/model.ts'
import { selectTrainingRows } from '../../models/trainingSet.ts'
import type { Outcome } from '../../outcome/outcome.ts'
import { failure } from '../../outcome/outcome.ts'
import { createStream } from '../../stats/seededStream.ts'
import { purgedRows } from '../../validation/purge.ts'
import { averageUniqueness } from '../../validation/uniqueness.ts'
import type { Fold } from '../../validation/walkForward.ts'
import type { Workbench } from '../workbench.ts'
import type { TrainingRows } from './trainingRows.ts'

export type FitGuards = { readonly minimumRows: number; readonly minimumClassRows: number }

/** Rows that a fold may learn from: labels wholly inside the training block, none reaching the validation block or after. */
export function foldTrainingRows(rows: TrainingRows, fold: Fold, embargoBars: number): Int32Array {
  return purgedRows({
    startIndex: rows.startBar,
    endIndex: rows.endBar,
    keepFrom: fold.train.from,
    keepTo: fold.train.to,
    testFrom: fold.validation.from,
    testTo: Math.max(fold.test.to, fold.validation.to),
    embargoBars,
  })
}

/**
 * Fits on the fold's training rows only: weights (average uniqueness), scaling and bins come from them alone.
 * Failures: `too-few-events` and `too-few-of-a-class` from the guards, and those of the model.
 */
export function fitFold(
  bench: Workbench,
  rows: TrainingRows,
  fold: Fold,
  specification: ModelSpecification,
  streamId: string,
  guards: FitGuards,
  beat: Beat,
): Outcome<Model> {
  const kept = foldTrainingRows(rows, fold, bench.config.embargoBars)
  const positives = kept.reduce((sum, row) => sum + rows.label[row]!, 0)
  if (kept.length < guards.minimumRows) {
    const message = `Fold ${fold.index} has ${kept.length} training events after purging; ${guards.minimumRows} are asked for.`
    return failure('too-few-events', message, 'Use a longer history or a detector that fires more often.')
  }
  if (Math.min(positives, kept.length - positives) < guards.minimumClassRows) {
    const message = `Fold ${fold.index} has ${positives} gains among ${kept.length} training events; ${guards.minimumClassRows} of either kind are asked for.`
    return failure(
      'too-few-of-a-class',
      message,
      'Use a longer history, or barriers that both winners and losers reach.',
    )
  }
  const spans = {
    startIndex: Int32Array.from(kept, (row) => rows.startBar[row]!),
    endIndex: Int32Array.from(kept, (row) => rows.endBar[row]!),
  }
  const set = selectTrainingRows(
    { features: rows.features, label: rows.label, weight: new Float64Array(rows.label.length).fill(1) },
    kept,
  )
  const stream = createStream(bench.seed, `${streamId}.fold-${fold.index}`)
  return fitModel(specification, { ...set, weight: averageUniqueness(spans) }, stream, beat)
}

/** Probability of a net gain for the given rows. */
export function predictRows(model: Model, rows: TrainingRows, wanted: Int32Array): Float64Array {
  return model.predictProbability(selectRows(rows.features, wanted))
}
