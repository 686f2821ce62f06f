import type { Kernels } from './kernels.ts'

/** An indicator memo with a bound. What `compute` is given is room for the column: it may write there and answer with it, or answer with a column of its own. */
export type ColumnCache = {
  readonly column: (key: string, compute: (room: Float64Array) => Float64Array) => Float64Array
}

/**
 * Columns of `bars` values in kernel memory, the last used `capacity` of them: what was unused for longest makes room. A column that was read is good until
 * `capacity` others were asked for.
 */
export function createColumnCache(kernels: Kernels, bars: number, capacity: number): ColumnCache {
  const kept = new Map<string, Float64Array>()
  return {
    column: (key, compute) => {
      const known = kept.get(key)
      if (known !== undefined) {
        kept.delete(key)
        kept.set(key, known)
        return known
      }
      const room = kept.size < capacity ? kernels.column(bars) : oldest(kept)
      const made = compute(room)
      if (made !== room) room.set(made)
      kernels.settle(room)
      kept.set(key, room)
      return room
    },
  }
}

function oldest(kept: Map<string, Float64Array>): Float64Array {
  for (const [key, column] of kept) {
    kept.delete(key)
    return column
  }
  throw new RangeError('A cache of columns holds at least one')
}
