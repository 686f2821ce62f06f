import { silentBeat } from '../../../../src/core/job/beat.ts'
import type { HistogramKernels } from '../../../../src/core/models/boosting/histogramKernels.ts'
import { javascriptHistogramKernels } from '../../../../src/core/models/boosting/javascriptHistogramKernels.ts'
import type { FitContext, FitOptions, LearnerSettings } from '../../../../src/core/models/learner.ts'
import type { LearningTable, LearningTask } from '../../../../src/core/models/learningTable.ts'
import { createJavascriptMatrixKernels } from '../../../../src/core/models/neural/javascriptMatrixKernels.ts'
import { sigmoid } from '../../../../src/core/models/sigmoid.ts'
import type { TreeModelData } from '../../../../src/core/models/trainedModelData.ts'
import { treeLearners } from '../../../../src/core/models/trees/treeLearners.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'

/** Normal columns; signal = x0 + 2 x1 x2 - x3, with noise; some values missing. */
export function drawnTable(
  task: LearningTask,
  unitId: string,
  rows: number,
  columns: number,
  missing = 0,
): LearningTable {
  const stream = createStream(20_261_121, unitId)
  const values = Float64Array.from({ length: rows * columns }, () => stream.nextNormal())
  const target = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    const x = (column: number) => (column < columns ? values[row * columns + column]! : 0)
    const signal = x(0) + 2 * x(1) * x(2) - x(3)
    if (task === 'regression') target[row] = signal + stream.nextNormal() / 2
    else target[row] = stream.nextUniform() < sigmoid(signal) ? 1 : 0
  }
  const weight = Float64Array.from({ length: rows }, () => 0.5 + stream.nextUniform())
  for (let at = 0; at < values.length; at++) if (stream.nextUniform() < missing) values[at] = Number.NaN
  return tableOf(task, values, columns, target, weight)
}

export function tableOf(
  task: LearningTask,
  values: Float64Array,
  columns: number,
  target: Float64Array,
  weight: Float64Array = new Float64Array(target.length).fill(1),
): LearningTable {
  const names = Array.from({ length: columns }, (_, column) => `x${column}`)
  const previousRow = Int32Array.from(target, (_, row) => row - 1)
  return { task, features: { rows: target.length, columns, values, names }, target, weight, previousRow }
}

export function allRows(table: LearningTable): Int32Array {
  return Int32Array.from(table.target, (_, row) => row)
}

export type FitWish = {
  readonly rows?: Int32Array
  readonly settings?: LearnerSettings
  readonly options?: FitOptions
  readonly kernels?: HistogramKernels
  readonly unitId?: string
  readonly beat?: FitContext['beat']
}

export function tryFit(type: string, table: LearningTable, wish: FitWish = {}) {
  const learner = treeLearners.find((known) => known.type === type)
  if (learner === undefined) throw new Error(type)
  const histograms = wish.kernels ?? javascriptHistogramKernels
  return learner.fit(table, wish.rows ?? allRows(table), wish.settings ?? {}, wish.options ?? {}, {
    stream: createStream(5, wish.unitId ?? 'fit'),
    beat: wish.beat ?? silentBeat,
    kernels: { histograms, matrices: createJavascriptMatrixKernels() },
  })
}

export function fitTrees(type: string, table: LearningTable, wish: FitWish = {}) {
  const fitted = tryFit(type, table, wish)
  if (!fitted.ok) throw new Error(`${fitted.trouble.code}: ${fitted.trouble.message}`)
  const { data } = fitted.value
  if (data.form !== 'trees') throw new Error(data.form)
  return { model: fitted.value, data: data satisfies TreeModelData }
}
