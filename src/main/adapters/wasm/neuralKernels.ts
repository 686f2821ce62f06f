import { readFileSync } from 'node:fs'
import { createJavascriptMatrixKernels } from '../../../core/models/neural/javascriptMatrixKernels.ts'
import type { Grid, MatrixKernels, MatrixRoom } from '../../../core/models/neural/matrixKernels.ts'
import { MOST_PAGES, PAGE_BYTES, wasmEngine } from './wasmEngine.ts'

type InPlace = (rows: number, columns: number, at: number, rowStep: number) => void

/** What `neuralKernels.as.ts` exports; addresses and steps are bytes. */
type NeuralCode = {
  readonly multiply: (
    rows: number,
    depth: number,
    columns: number,
    left: number,
    leftRow: number,
    leftStep: number,
    right: number,
    rightRow: number,
    rightStep: number,
    out: number,
    outRow: number,
    adds: boolean,
  ) => void
  readonly sigmoid: InPlace
  readonly hyperbolicTangent: InPlace
  readonly exponential: InPlace
}

/** The kernels' own constants lie below. */
const FIRST_ADDRESS = 4_096
/** A line of the cache. */
const ALIGNMENT = 64
const FLOAT_BYTES = 8

/** Kernels in WebAssembly, with a memory of their own of at most 4 GiB. JavaScript where the code cannot be loaded, which `kind` tells: results are the same to the bit. */
export function loadMatrixKernels(): MatrixKernels {
  try {
    return createWasmMatrixKernels(readFileSync(new URL('./neuralKernels.wasm', import.meta.url)))
  } catch {
    return createJavascriptMatrixKernels()
  }
}

function createWasmMatrixKernels(bytes: Uint8Array): MatrixKernels {
  const memory = new wasmEngine.Memory({ initial: 1, maximum: MOST_PAGES, shared: true })
  const { exports } = new wasmEngine.Instance(new wasmEngine.Module(bytes), { env: { memory } })
  const code = exports as NeuralCode
  // A memory that grows has another buffer object, and the views on the older ones stay good.
  const ours = new WeakSet<object>()
  const addressOf = ({ values, start }: Grid): number => {
    if (!ours.has(values.buffer)) throw new Error('A matrix that lies outside of the memory of the kernels')
    return values.byteOffset + start * FLOAT_BYTES
  }
  let free = FIRST_ADDRESS
  const room: MatrixRoom = (length) => {
    const address = free
    const end = address + length * FLOAT_BYTES
    const missing = end - memory.buffer.byteLength
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES))
    free = Math.ceil(end / ALIGNMENT) * ALIGNMENT
    ours.add(memory.buffer)
    return new Float64Array(memory.buffer, address, length).fill(0)
  }
  const inPlace =
    (kernel: InPlace) =>
    (rows: number, columns: number, grid: Grid): void =>
      kernel(rows, columns, addressOf(grid), grid.rowStep * FLOAT_BYTES)
  return {
    kind: 'wasm',
    within: (work) => {
      const before = free
      try {
        return work(room)
      } finally {
        free = before
      }
    },
    multiply: ({ rows, depth, columns }, left, right, out, adds) =>
      code.multiply(
        rows,
        depth,
        columns,
        addressOf(left),
        left.rowStep * FLOAT_BYTES,
        left.columnStep * FLOAT_BYTES,
        addressOf(right),
        right.rowStep * FLOAT_BYTES,
        right.columnStep * FLOAT_BYTES,
        addressOf(out),
        out.rowStep * FLOAT_BYTES,
        adds,
      ),
    sigmoid: inPlace(code.sigmoid),
    hyperbolicTangent: inPlace(code.hyperbolicTangent),
    exponential: inPlace(code.exponential),
  }
}
