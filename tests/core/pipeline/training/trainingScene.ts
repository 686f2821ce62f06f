import type { TrainSpec } from '../../../../src/core/contract/trainSpec.ts'
import { trainSpecSchema } from '../../../../src/core/contract/trainSpec.ts'
import { columnGroups } from '../../../../src/core/models/explanation/columnGroups.ts'
import type { LearningTask } from '../../../../src/core/models/learningTable.ts'
import { planRows } from '../../../../src/core/pipeline/training/planRows.ts'
import { planTraining } from '../../../../src/core/pipeline/training/planTraining.ts'
import { readRecipe } from '../../../../src/core/pipeline/training/readRecipe.ts'
import type { TrainingData, TrainPayload } from '../../../../src/core/pipeline/training/trainingTask.ts'
import { labelledRows } from '../../../../src/core/pipeline/training/trainingTask.ts'
import { benchOf, runTrainUnit } from '../../../../src/core/pipeline/training/trainRunner.ts'
import type { TrainResult } from '../../../../src/core/pipeline/training/trainUnits.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'
import { loadModelKernels } from '../../../../src/main/adapters/wasm/modelKernels.ts'

const DAY = 86_400_000

export type SceneWish = {
  readonly rows?: number
  readonly task?: LearningTask
  /** Share of the target that the first column tells. */
  readonly strength?: number
  readonly horizon?: number
  readonly seed?: number
}

/** Daily rows of one instrument: three columns of chance, of which the first tells something of the target, and one that is its copy but for a little. */
export function trainingData(wish: SceneWish = {}): TrainingData {
  const { rows = 400, task = 'classification', strength = 1, horizon = 1, seed = 1 } = wish
  const stream = createStream(seed, 'training-scene')
  const values = new Float64Array(rows * 4)
  const target = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < 3; column++) values[row * 4 + column] = stream.nextNormal()
    values[row * 4 + 3] = values[row * 4]! + 0.1 * stream.nextNormal()
    const value = strength * values[row * 4]! + stream.nextNormal()
    target[row] = task === 'regression' ? value : value > 0 ? 1 : 0
  }
  const decisionMs = Float64Array.from({ length: rows }, (_, row) => row * DAY)
  return {
    table: {
      task,
      features: { rows, columns: 4, values, names: ['RSI_14', 'MACD', 'MACD_signal', 'RSI_21'] },
      target,
      weight: new Float64Array(0),
      previousRow: Int32Array.from({ length: rows }, (_, row) => row - 1),
    },
    instrument: new Int32Array(rows),
    decisionMs,
    labelEndMs: decisionMs.map((time) => time + horizon * DAY),
    bars: null,
  }
}

export function specOf(written: unknown): TrainSpec {
  return trainSpecSchema.parse(written)
}

export function payloadOf(data: TrainingData, written: unknown, seed = 7): TrainPayload {
  const columns = data.table.features.names.map((name) => ({ name, isCategory: false, warmupBars: 0 }))
  const recipe = readRecipe(specOf(written), data.table.task, columns, seed)
  if (!recipe.ok) throw new Error(recipe.trouble.message)
  const fitting = recipe.value.recipe
  const rows = labelledRows(data)
  const plan = planRows({ data, validation: fitting.validation, lookBackRows: 0, featureBars: 0 }, rows)
  if (!plan.ok) throw new Error(plan.trouble.message)
  const groups = columnGroups(data.table.features, rows, 0.7).map((group) => group.columns)
  return { data, recipe: fitting, plan: plan.value, groups, from: [] }
}

/** All units of a training, one after the other, their results through JSON as in a run. */
export function runAll(payload: TrainPayload): readonly TrainResult[] {
  const bench = benchOf(payload, loadModelKernels())
  const results: TrainResult[] = []
  for (;;) {
    const units = planTraining(payload, bench.learner, results)
    if (units.length === 0) return results
    for (const unit of units) results.push(JSON.parse(JSON.stringify(runTrainUnit(bench, unit, () => {}))))
  }
}
