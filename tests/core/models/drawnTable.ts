import type { HistogramKernels } from '../../../src/core/models/boosting/histogramKernels.ts'
import type {
  FitContext,
  FitOptions,
  Learner,
  LearnerSettings,
  TrainedModel,
} from '../../../src/core/models/learner.ts'
import type { LearningTable, LearningTask } from '../../../src/core/models/learningTable.ts'
import { createJavascriptMatrixKernels } from '../../../src/core/models/neural/javascriptMatrixKernels.ts'
import type { MatrixKernels } from '../../../src/core/models/neural/matrixKernels.ts'
import { createStream } from '../../../src/core/stats/seededStream.ts'

export type Draft = {
  readonly task: LearningTask
  readonly columns: number
  readonly values: Float64Array
  readonly target: ArrayLike<number>
  readonly weight?: ArrayLike<number>
  /** Rows of so many instruments take turns; 1 by default. */
  readonly instruments?: number
}

export function tableOf({ task, columns, values, target, weight, instruments = 1 }: Draft): LearningTable {
  const rows = target.length
  const names = Array.from({ length: columns }, (_, column) => `x${column}`)
  return {
    task,
    features: { rows, columns, values, names },
    target: Float64Array.from(target),
    weight: weight === undefined ? new Float64Array(rows).fill(1) : Float64Array.from(weight),
    previousRow: Int32Array.from({ length: rows }, (_, row) => Math.max(-1, row - instruments)),
  }
}

/** Rows `from` up to, not including, `to`. */
export function rowsOf(from: number, to: number): Int32Array {
  return Int32Array.from({ length: to - from }, (_, at) => from + at)
}

export function contextOf(seed = 1, matrices: MatrixKernels = createJavascriptMatrixKernels()): FitContext {
  const histograms: HistogramKernels = new Proxy({} as HistogramKernels, {
    get: () => {
      throw new Error('No histograms here')
    },
  })
  return { stream: createStream(seed, 'test'), beat: () => {}, kernels: { histograms, matrices } }
}

/** The model, or a throw with the trouble's code. */
export function mustFit(
  learner: Learner,
  table: LearningTable,
  rows: Int32Array,
  settings: LearnerSettings = {},
  options: FitOptions = {},
  context: FitContext = contextOf(),
): TrainedModel {
  const fitted = learner.fit(table, rows, settings, options, context)
  if (!fitted.ok) throw new Error(`${fitted.trouble.code}: ${fitted.trouble.message}`)
  return fitted.value
}

/** The code of the trouble, or null where the fit succeeded. */
export function codeOf(
  learner: Learner,
  table: LearningTable,
  rows: Int32Array,
  settings: LearnerSettings = {},
  options: FitOptions = {},
): string | null {
  const fitted = learner.fit(table, rows, settings, options, contextOf())
  return fitted.ok ? null : fitted.trouble.code
}
