import type { BitColumn } from './bitColumn.ts'
import type { Kernels } from './kernels.ts'

/** Bit columns that are used again for each point of a sweep: nothing is allocated once the first point has had what it needs. */
export type BitPool = {
  /** Its bits are those of whoever had it before. */
  readonly take: () => BitColumn
  /** Never written to. */
  readonly empty: BitColumn
  /** Gives back all that were taken. */
  readonly reset: () => void
}

export function createBitPool(kernels: Kernels, bars: number): BitPool {
  const made: BitColumn[] = []
  let taken = 0
  return {
    take: () => {
      if (taken === made.length) made.push(kernels.bits(bars))
      return made[taken++]!
    },
    empty: kernels.bits(bars),
    reset: () => {
      taken = 0
    },
  }
}
