import { readFileSync } from 'node:fs'
import type { BitColumn } from '../../../core/backtest/signals/bitColumn.ts'
import { createJavascriptKernels } from '../../../core/backtest/signals/javascriptKernels.ts'
import type { Kernels } from '../../../core/backtest/signals/kernels.ts'
import { BOOTSTRAP_FIGURES } from '../../../core/backtest/signals/kernels.ts'
import type { Memory } from './wasmEngine.ts'
import { MOST_PAGES, PAGE_BYTES, wasmEngine } from './wasmEngine.ts'

/** What `kernels.as.ts` exports; addresses are bytes. */
type KernelCode = {
  readonly settle: (column: number, bars: number) => void
  readonly whereGreater: (left: number, right: number, out: number, bars: number, settled: boolean) => void
  readonly crossings: (
    left: number,
    right: number,
    begins: number,
    fails: number,
    bars: number,
    settled: boolean,
  ) => void
  readonly bootstrap: (
    returns: number,
    count: number,
    firstSeed: number,
    resamples: number,
    threshold: number,
    out: number,
  ) => void
}

/** The kernels' own data lie below. */
const FIRST_ADDRESS = 1_024
/** A column, its shadow, and two extents for 32 bars; and at most so much lies between them. */
const COLUMN_BYTES_A_BAR = 12.25
const COLUMN_GAPS = 32
/** A line of the cache. */
const ALIGNMENT = 64

/**
 * Kernels in WebAssembly, each with a memory of its own of at most 4 GiB. JavaScript where the code cannot be loaded, which `kind` tells: results are
 * the same to the bit.
 */
export function loadKernels(): Kernels {
  try {
    return createWasmKernels(readFileSync(new URL('./kernels.wasm', import.meta.url)))
  } catch {
    return createJavascriptKernels()
  }
}

function createWasmKernels(bytes: Uint8Array): Kernels {
  const memory = new wasmEngine.Memory({ initial: 1, maximum: MOST_PAGES, shared: true })
  const { exports } = new wasmEngine.Instance(new wasmEngine.Module(bytes), { env: { memory } })
  const code = exports as KernelCode
  const arena = createArena(memory)
  const { written, areSettled, forget } = settledColumns(code)
  return {
    kind: 'wasm',
    column: (length) => arena.floats(length),
    bits: (bars) => arena.bits(bars),
    settle: written,
    forget: () => {
      arena.release(FIRST_ADDRESS)
      forget()
    },
    crossings: (left, right, begins, fails) => {
      const { length } = left
      const settled = areSettled(left, right)
      code.crossings(left.byteOffset, right.byteOffset, begins.byteOffset, fails.byteOffset, length, settled)
    },
    whereGreater: (left, right, out) => {
      code.whereGreater(left.byteOffset, right.byteOffset, out.byteOffset, left.length, areSettled(left, right))
      return out
    },
    bootstrapFigures: (returns, firstSeed, resamples, restartShare) => {
      const copy = arena.floats(returns.length)
      copy.set(returns)
      const out = arena.floats(resamples * BOOTSTRAP_FIGURES)
      const threshold = Math.floor(restartShare * 2 ** 32)
      code.bootstrap(copy.byteOffset, returns.length, firstSeed, resamples, threshold, out.byteOffset)
      const figures = out.slice()
      arena.release(copy.byteOffset)
      return figures
    },
  }
}

/** A column is settled when it is compared for the second time since it was written: settling costs more than one comparison saves. */
function settledColumns(code: KernelCode) {
  const uses = new Map<number, 'fresh' | 'once' | 'settled'>()
  const use = (column: Float64Array): boolean => {
    const before = uses.get(column.byteOffset)
    if (before === 'settled') return true
    if (before === 'once') code.settle(column.byteOffset, column.length)
    uses.set(column.byteOffset, before === 'once' ? 'settled' : 'once')
    return before === 'once'
  }
  return {
    written: (column: Float64Array): void => {
      uses.set(column.byteOffset, 'fresh')
    },
    areSettled: (left: Float64Array, right: Float64Array): boolean => {
      const isLeft = use(left)
      return use(right) && isLeft
    },
    forget: (): void => uses.clear(),
  }
}

/** Room in a memory, one piece after the other; views stay good when it grows. */
function createArena(memory: Memory) {
  let free = FIRST_ADDRESS
  const take = (bytes: number): number => {
    const address = Math.ceil(free / ALIGNMENT) * ALIGNMENT
    const missing = address + Math.ceil(bytes) - memory.buffer.byteLength
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES))
    free = address + Math.ceil(bytes)
    return address
  }
  return {
    floats: (length: number): Float64Array => {
      const address = take(length * COLUMN_BYTES_A_BAR + COLUMN_GAPS)
      return new Float64Array(memory.buffer, address, length)
    },
    bits: (bars: number): BitColumn => {
      const words = (bars + 31) >>> 5
      const address = take(words * 4)
      return new Uint32Array(memory.buffer, address, words)
    },
    release: (address: number): void => {
      free = address
    },
  }
}
