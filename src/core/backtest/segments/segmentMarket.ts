import type { LegColumns } from '../../market/pairColumns.ts'
import type { SegmentBlocks } from './segmentBlocks.ts'
import { segmentBlocks } from './segmentBlocks.ts'

/** Numbers of a row of sums. */
export const SUM_WIDTH = 4

/**
 * What all configurations share: up to each bar the sums of the closes' simple returns, of their squares, and of the squares of the negative ones, then the
 * close, four numbers a bar so that they lie together; `dayRows` likewise a day. `dayOf[i]` is the day of bar i.
 */
export type SegmentSums = {
  readonly rows: Float64Array
  readonly dayRows: Float64Array
  readonly dayOf: Int32Array
}

/** One instrument on which trades are looked up instead of walked. Every bar must be there (`isWhole`): a missing close makes all sums after it NaN. */
export type SegmentMarket = {
  readonly bars: number
  readonly leg: LegColumns
  readonly timeMs: Float64Array
  readonly isWhole: boolean
  readonly sums: SegmentSums
  readonly blocks: SegmentBlocks
}

/** 36 bytes a bar beside the columns. `dayOf` starts anywhere and never falls. */
export function createSegmentMarket(leg: LegColumns, timeMs: Float64Array, dayOf: Int32Array): SegmentMarket {
  return {
    bars: leg.close.length,
    leg,
    timeMs,
    isWhole: isWhole(leg, 0, leg.close.length),
    sums: segmentSums(leg.close, dayOf),
    blocks: segmentBlocks(leg),
  }
}

let zeros = new Int32Array(0)

/** One and the same day for all bars; kept, because nobody writes there. */
function noDays(bars: number): Int32Array {
  if (zeros.length < bars) zeros = new Int32Array(bars)
  return zeros
}

/** A market for a record, which walks every held bar: sums, days and blocks are not made. */
export function bareMarket(leg: LegColumns, timeMs: Float64Array): SegmentMarket {
  const none = new Float64Array(0)
  const blocks = { low: none, high: none, least: none, most: none, fall: none }
  const sums = { rows: none, dayRows: none, dayOf: noDays(timeMs.length) }
  const bars = timeMs.length
  return { bars, leg, timeMs, isWhole: true, sums, blocks }
}

/** Whether every bar of [from, to) is there, above 0: a bar has all its prices or none. */
export function isWhole({ low, close }: LegColumns, from: number, to: number): boolean {
  for (let bar = from; bar < to; bar++) if (!(low[bar]! > 0 && close[bar]! > 0)) return false
  return true
}

function segmentSums(close: Float64Array, dayOf: Int32Array): SegmentSums {
  const bars = close.length
  const first = dayOf[0] ?? 0
  const days = (dayOf[bars - 1] ?? 0) - first + 1
  const fromZero = dayOf.map((day) => day - first)
  const dayEnd = new Int32Array(days).fill(-1)
  for (let bar = 0; bar < bars; bar++) dayEnd[fromZero[bar]!] = bar
  for (let day = 1; day < days; day++) if (dayEnd[day] === -1) dayEnd[day] = dayEnd[day - 1]!
  return { rows: runningSums(close, bars, null), dayRows: runningSums(close, days, dayEnd), dayOf: fromZero }
}

/** Rows of sums over returns between closes, of every bar or of those at `ends`. */
function runningSums(close: Float64Array, length: number, ends: Int32Array | null): Float64Array {
  const rows = new Float64Array(length * SUM_WIDTH)
  let value = 0
  let square = 0
  let down = 0
  for (let row = 0; row < length; row++) {
    const price = close[ends === null ? row : ends[row]!]!
    if (row > 0) {
      const gain = price / rows[row * SUM_WIDTH - 1]! - 1
      value += gain
      square += gain * gain
      down += gain < 0 ? gain * gain : 0
    }
    rows[row * SUM_WIDTH] = value
    rows[row * SUM_WIDTH + 1] = square
    rows[row * SUM_WIDTH + 2] = down
    rows[row * SUM_WIDTH + 3] = price
  }
  return rows
}
