import { type Memory, PAGE_BYTES } from './wasmEngine.ts'

/** The kernels' own data lie below. */
const FIRST_ADDRESS = 1_024
/** A line of the cache. */
const ALIGNMENT = 64

/** Room in a memory, one piece after the other. What is opened last is closed first. */
export type TreesArena = {
  readonly bytes: (count: number) => Uint8Array
  readonly words: (count: number) => Int32Array
  readonly floats: (count: number) => Float64Array
  /** Begins a part of the arena; its pieces are given back by what it returns. */
  readonly open: () => () => void
}

export function createTreesArena(memory: Memory): TreesArena {
  let free = FIRST_ADDRESS
  let open = 0
  const take = (bytes: number): number => {
    const address = Math.ceil(free / ALIGNMENT) * ALIGNMENT
    const missing = address + bytes - memory.buffer.byteLength
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES))
    free = address + bytes
    return address
  }
  return {
    // Taken first: what grows a memory gives it another buffer.
    bytes: (count) => {
      const address = take(count)
      return new Uint8Array(memory.buffer, address, count)
    },
    words: (count) => {
      const address = take(4 * count)
      return new Int32Array(memory.buffer, address, count).fill(0)
    },
    floats: (count) => {
      const address = take(8 * count)
      return new Float64Array(memory.buffer, address, count)
    },
    open: () => {
      const start = free
      const level = ++open
      return () => {
        if (open !== level) throw new Error('What is opened last is closed first')
        open--
        free = start
      }
    },
  }
}
