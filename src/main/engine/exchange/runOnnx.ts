import type { LearningTable } from '../../../core/models/learningTable.ts'
import { hasWindow } from '../../../core/models/neural/windows.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { OnnxArray, OnnxFacts, OnnxFiles, OnnxSession, OnnxSlot } from '../ports/onnxFiles.ts'

const MOST_VALUES = 1 << 20
const MOST_ROWS = 8_192

export type OnnxWish = { readonly input?: string | undefined; readonly output?: string | undefined }

/** The input and the output that are used; `steps` rows of an instrument make one of the model's. */
export type OnnxTerms = {
  readonly input: OnnxSlot
  readonly output: string
  readonly columns: number | null
  readonly steps: number
  readonly rowsAtATime: number
}

/** Errors: `onnx-other-inputs`, `onnx-which-output`, `onnx-other-outputs`. */
export function onnxTerms({ inputs, outputs }: OnnxFacts, wish: OnnxWish): Outcome<OnnxTerms> {
  const input = wish.input === undefined ? inputs[0] : inputs.find(({ name }) => name === wish.input)
  if (input === undefined || inputs.length > 1) return otherInputs(inputs)
  const { shape, type } = input
  const [rows, second, third] = shape
  if ((type !== 'float' && type !== 'double') || rows === undefined || (rows !== null && rows !== 1))
    return otherInputs(inputs)
  if (shape.length < 2 || shape.length > 3 || (shape.length === 3 && typeof second !== 'number'))
    return otherInputs(inputs)
  const steps = shape.length === 3 ? (second ?? 1) : 1
  const columns = (shape.length === 3 ? third : second) ?? null
  const numbers = outputs.filter((slot) => slot.type === 'float' || slot.type === 'double')
  const output = wish.output === undefined ? numbers[0] : numbers.find(({ name }) => name === wish.output)
  if (output === undefined)
    return failure(
      'onnx-other-outputs',
      `The ONNX model has no such output of plain numbers; it has: ${listed(outputs)}.`,
      'Export it so that probabilities are one tensor (with skl2onnx: options={"zipmap": False}).',
    )
  if (wish.output === undefined && numbers.length > 1)
    return failure(
      'onnx-which-output',
      `The ONNX model has several outputs of numbers: ${listed(numbers)}.`,
      `Choose one with --output ${output.name}.`,
    )
  const atOnce = Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_VALUES / Math.max(1, steps * (columns ?? 64)))))
  return success({ input, output: output.name, columns, steps, rowsAtATime: rows === 1 ? 1 : atOnce })
}

function otherInputs(inputs: readonly OnnxSlot[]): Outcome<never> {
  return failure(
    'onnx-other-inputs',
    `A model of rows takes one tensor of floats, rows x columns or rows x steps x columns; this one takes ${listed(inputs)}.`,
    'Export it with one input of shape [None, columns], the rows free.',
  )
}

function listed(slots: readonly OnnxSlot[]): string {
  return slots
    .map(({ name, type, shape }) => `${name} (${type ?? 'other'} ${shape.map((size) => size ?? '?').join(' x ')})`)
    .join(', ')
}

/**
 * One prediction a row; NaN where no window of its instrument ends, and where the model gives none. Two columns of output are two classes: the second counts.
 * Errors: those of `OnnxFiles.open` and of a run; `onnx-other-outputs`.
 */
export async function runOnnx(
  onnx: OnnxFiles,
  bytes: Uint8Array,
  terms: OnnxTerms,
  table: LearningTable,
  signal: AbortSignal,
  beat: (done: number, total: number) => void,
): Promise<Outcome<Float64Array>> {
  const opened = await onnx.open(bytes, signal)
  if (!opened.ok) return opened
  try {
    return await runAll(opened.value, terms, table, beat)
  } finally {
    await opened.value.close()
  }
}

async function runAll(
  session: OnnxSession,
  terms: OnnxTerms,
  table: LearningTable,
  beat: (done: number, total: number) => void,
): Promise<Outcome<Float64Array>> {
  const { rows } = table.features
  const predicted = new Float64Array(rows).fill(Number.NaN)
  const known = Int32Array.from(predicted.keys()).filter((row) => hasWindow(table, row, terms.steps))
  for (let from = 0; from < known.length; from += terms.rowsAtATime) {
    beat(from, known.length)
    const own = known.subarray(from, from + terms.rowsAtATime)
    const result = await session.run(terms.input, windowsOf(table, own, terms), terms.output)
    if (!result.ok) return result
    const values = oneEach(result.value, own.length)
    if (values === null)
      return failure(
        'onnx-other-outputs',
        `Of ${own.length} rows the ONNX model made ${result.value.shape.join(' x ')} numbers.`,
        'Export a model that gives one number a row, or the probabilities of two classes.',
      )
    own.forEach((row, at) => {
      predicted[row] = values[at]!
    })
  }
  return success(predicted)
}

function windowsOf(table: LearningTable, rows: Int32Array, { steps, input }: OnnxTerms): OnnxArray {
  const { columns, values } = table.features
  const windows = new Float64Array(rows.length * steps * columns)
  rows.forEach((row, at) => {
    for (let step = steps - 1, place = row; step >= 0; step--, place = table.previousRow[place]!)
      windows.set(values.subarray(place * columns, (place + 1) * columns), (at * steps + step) * columns)
  })
  return { shape: input.shape.length === 3 ? [rows.length, steps, columns] : [rows.length, columns], values: windows }
}

/** Null where it is not one number a row, nor two. */
function oneEach({ shape, values }: OnnxArray, rows: number): Float64Array | null {
  const width = values.length / rows
  if (shape[0] !== rows || (width !== 1 && width !== 2)) return null
  return width === 1 ? values : values.filter((_, at) => at % 2 === 1)
}
