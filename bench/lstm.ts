import process from 'node:process'
import type { Learner, LearnerSettings } from '../src/core/models/learner.ts'
import type { LearningTable } from '../src/core/models/learningTable.ts'
import { createJavascriptMatrixKernels } from '../src/core/models/neural/javascriptMatrixKernels.ts'
import type { MatrixKernels } from '../src/core/models/neural/matrixKernels.ts'
import { neuralLearners } from '../src/core/models/neural/neuralLearners.ts'
import { createStream } from '../src/core/stats/seededStream.ts'
import { loadMatrixKernels } from '../src/main/adapters/wasm/neuralKernels.ts'
import type { Figure } from './figure.ts'
import { atMost, told } from './figure.ts'
import { createPlainLstm } from './plainLstm.ts'

const SAMPLES = 20_000
const SEQUENCE = 32
const COLUMNS = 8
const UNITS = 16
const BATCH = 256
const MOST_SECONDS = 3
const ROUNDS = 3

/** One epoch of 20,000 windows of 32 rows by 8 columns, beside a network of the same shape in plain loops; and the other kinds of network. */
export async function run(): Promise<readonly Figure[]> {
  const table = drawnTable()
  const kernels = loadMatrixKernels()
  console.log(`Kernels: ${kernels.kind}`)
  const own = { sequence_length: SEQUENCE, units: UNITS }
  const plain = createPlainLstm(COLUMNS, UNITS, SEQUENCE, createStream(3, 'plain'))
  const windows = windowsOf(table)
  const ours: number[] = []
  const theirs: number[] = []
  trainOnce(kernels, table, 'lstm', own)
  plain.epoch(windows, table.target.subarray(SEQUENCE - 1), BATCH)
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(cpuSeconds(() => trainOnce(kernels, table, 'lstm', own)))
    theirs.push(cpuSeconds(() => plain.epoch(windows, table.target.subarray(SEQUENCE - 1), BATCH)))
  }
  const javascript = createJavascriptMatrixKernels()
  const same = trainOnce(kernels, table, 'lstm', own) === trainOnce(javascript, table, 'lstm', own)
  const others = [
    ['gru', own],
    ['tcn', own],
    ['transformer', own],
    ['mlp', { units: 32 }],
  ] as const
  return [
    atMost('lstm-epoch', median(ours), 's', MOST_SECONDS),
    told('lstm-plain-loops-epoch', median(theirs), 's'),
    told('lstm-of-plain-loops', median(ours) / median(theirs), 'x'),
    told(
      'lstm-javascript-epoch',
      cpuSeconds(() => trainOnce(javascript, table, 'lstm', own)),
      's',
    ),
    { name: 'lstm-javascript-same-bytes', value: same ? 1 : 0, unit: '', goal: '1', ok: same },
    ...others.map(([type, settings]) =>
      told(
        `${type}-epoch`,
        cpuSeconds(() => trainOnce(kernels, table, type, settings)),
        's',
      ),
    ),
  ]
}

/** Trains one epoch; the model as text. */
function trainOnce(matrices: MatrixKernels, table: LearningTable, type: string, settings: LearnerSettings): string {
  const learner = neuralLearners.find((one) => one.type === type) satisfies Learner | undefined
  if (learner === undefined) throw new Error(`There is no learner ${type}`)
  const kernels = { matrices, histograms: { kind: 'javascript' } } as never
  const rows = Int32Array.from({ length: SAMPLES }, (_, at) => at + SEQUENCE - 1)
  const context = { stream: createStream(5, 'bench'), beat: () => {}, kernels }
  const fitted = learner.fit(table, rows, { ...settings, epochs: 1, batch_size: BATCH }, {}, context)
  if (!fitted.ok) throw new Error(fitted.trouble.message)
  return JSON.stringify(fitted.value.data)
}

function drawnTable(): LearningTable {
  const stream = createStream(1, 'lstm')
  const rows = SAMPLES + SEQUENCE - 1
  const values = Float64Array.from({ length: rows * COLUMNS }, () => stream.nextNormal())
  const at = (row: number, column: number) => values[Math.max(0, row) * COLUMNS + column]!
  return {
    task: 'regression',
    features: { rows, columns: COLUMNS, values, names: Array.from({ length: COLUMNS }, (_, column) => `x${column}`) },
    target: Float64Array.from({ length: rows }, (_, row) => 0.5 * at(row, 0) + 0.3 * at(row - 4, 1)),
    weight: new Float64Array(rows).fill(1),
    previousRow: Int32Array.from({ length: rows }, (_, row) => row - 1),
  }
}

function windowsOf({ features: { values } }: LearningTable): Float64Array {
  const size = SEQUENCE * COLUMNS
  const windows = new Float64Array(SAMPLES * size)
  for (let sample = 0; sample < SAMPLES; sample++)
    windows.set(values.subarray(sample * COLUMNS, sample * COLUMNS + size), sample * size)
  return windows
}

function cpuSeconds(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
}
