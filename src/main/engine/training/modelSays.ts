import { calibratorOf } from '../../../core/models/calibration/calibrator.ts'
import type { ModelKernels } from '../../../core/models/learner.ts'
import type { LearningTable } from '../../../core/models/learningTable.ts'
import { trainedModelOf } from '../../../core/models/trainedModelOf.ts'
import { tradedSignals } from '../../../core/pipeline/training/tradedSignal.ts'
import type { readModelFile } from './readModelFile.ts'

type Stored = Extract<ReturnType<typeof readModelFile>, { readonly ok: true }>['value']

/** What a kept model says of each row, NaN where it says nothing: (calibrated) probabilities or values, and the signals that a backtest trades. Both are means over the seeds. */
export function modelSays(kernels: ModelKernels, { models, calibrators, signalSizes }: Stored, table: LearningTable) {
  const { rows } = table.features
  const every = Int32Array.from({ length: rows }, (_, row) => row)
  const prediction = new Float64Array(rows)
  const signal = new Float64Array(rows)
  for (const [seed, data] of models.entries()) {
    const model = trainedModelOf(data, kernels)
    const plain = (model.predictProbability ?? model.predict)({ ...table, task: data.task }, every)
    const calibrator = calibrators[seed]
    const said =
      calibrator === undefined
        ? plain
        : calibratorOf(calibrator)
            .apply(plain)
            .map((value, row) => (Number.isNaN(plain[row]!) ? Number.NaN : value))
    const signals = tradedSignals(data.task, said, signalSizes[seed] ?? [])
    for (let row = 0; row < rows; row++) {
      prediction[row]! += said[row]! / models.length
      signal[row]! += signals[row]! / models.length
    }
  }
  return { prediction, signal }
}
