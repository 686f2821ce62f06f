import type { RawBars } from '../../../core/market/rawBars.ts'
import { timeOrder } from '../../../core/market/timeOrder.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { ScratchFiles } from '../ports/scratchFiles.ts'

/** Rows of any number, parted by UTC month: what does not fit in memory waits on disk below `folder`. */
export type Partitions = {
  /** Columns of `ROW_COLUMNS`, and the layer they come from. */
  add(columns: readonly Float64Array[], rows: number, layer: number): Outcome<void>
  /** Months in ascending order, rows without a time last. */
  months(): readonly number[]
  /** The rows of a month in ascending time; of one time by layer, then line as received. The month is given up. */
  take(month: number): Outcome<RawBars>
}

const UNDATED = Number.POSITIVE_INFINITY
const WIDTH = 9
const HELD_NUMBERS = 1 << 22

type Held = { numbers: Float64Array; used: number; onDisk: boolean }

export function createPartitions(scratch: ScratchFiles, files: GuardedFiles, folder: string): Partitions {
  const held = new Map<number, Held>()
  let heldNumbers = 0
  const month = createMonthOf()
  const pathOf = (key: number) => `${folder}/${key === UNDATED ? 'undated' : key}.f64`

  const flush = (): Outcome<void> => {
    for (const [key, part] of held) {
      if (part.used === 0) continue
      const path = files.resolve(pathOf(key))
      if (!path.ok) return path
      const written = scratch.append(path.value, part.numbers.subarray(0, part.used))
      if (!written.ok) return written
      held.set(key, { numbers: new Float64Array(0), used: 0, onDisk: true })
    }
    heldNumbers = 0
    return success(undefined)
  }
  return {
    add: (columns, rows, layer) => {
      for (let row = 0; row < rows; row++) {
        const part = room(held, month(columns[0]![row]!))
        for (let column = 0; column < WIDTH - 1; column++) part.numbers[part.used + column] = columns[column]![row]!
        part.numbers[part.used + WIDTH - 1] = layer
        part.used += WIDTH
      }
      heldNumbers += rows * WIDTH
      return heldNumbers > HELD_NUMBERS ? flush() : success(undefined)
    },
    months: () => [...held.keys()].sort((a, b) => (a === b ? 0 : a - b)),
    take: (key) => {
      const part = held.get(key)!
      held.delete(key)
      const fresh = part.numbers.subarray(0, part.used)
      if (!part.onDisk) return success(toRawBars(fresh, key !== UNDATED))
      const path = files.resolve(pathOf(key))
      if (!path.ok) return path
      const earlier = scratch.read(path.value)
      if (!earlier.ok) return earlier
      const removed = files.remove(pathOf(key))
      if (!removed.ok) return removed
      return success(toRawBars(joined(earlier.value, fresh), key !== UNDATED))
    },
  }
}

function room(held: Map<number, Held>, key: number): Held {
  let part = held.get(key)
  if (part === undefined) {
    part = { numbers: new Float64Array(WIDTH * 64), used: 0, onDisk: false }
    held.set(key, part)
  }
  if (part.used + WIDTH > part.numbers.length) {
    const wider = new Float64Array(Math.max(WIDTH * 64, part.numbers.length * 2))
    wider.set(part.numbers.subarray(0, part.used))
    part.numbers = wider
  }
  return part
}

function joined(first: Float64Array, second: Float64Array): Float64Array {
  if (second.length === 0) return first
  const both = new Float64Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}

function toRawBars(numbers: Float64Array, dated: boolean): RawBars {
  const rows = numbers.length / WIDTH
  const timeMs = Float64Array.from({ length: rows }, (_, row) => numbers[row * WIDTH]!)
  const everyRow = Uint32Array.from({ length: rows }, (_, row) => row)
  const order = dated ? timeOrder(timeMs, everyRow) : everyRow
  const column = (at: number) => {
    const values = new Float64Array(rows)
    for (let row = 0; row < rows; row++) values[row] = numbers[order[row]! * WIDTH + at]!
    return values
  }
  return {
    timeMs: column(0),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
    trades: column(6),
    line: column(7),
    layer: column(8),
  }
}

/** Months since year 0 of an instant in UTC; remembers the month it was last asked for. */
function createMonthOf(): (timeMs: number) => number {
  let fromMs = 0
  let belowMs = 0
  let month = 0
  return (timeMs) => {
    if (timeMs >= fromMs && timeMs < belowMs) return month
    if (!Number.isFinite(timeMs)) return UNDATED
    const date = new Date(timeMs)
    month = date.getUTCFullYear() * 12 + date.getUTCMonth()
    fromMs = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
    belowMs = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
    return month
  }
}
