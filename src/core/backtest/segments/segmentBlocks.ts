import type { LegColumns } from '../../market/pairColumns.ts'

/** Bars that one entry of a block column sums up. */
export const BLOCK_BARS = 64
const LAST_OF_BLOCK = BLOCK_BARS - 1

/** Of each block of 64 bars: lowest low, highest high, extremes of the closes, and the deepest fall inside (lowest close / highest close before it). 40 bytes a block. */
export type SegmentBlocks = {
  readonly low: Float64Array
  readonly high: Float64Array
  readonly least: Float64Array
  readonly most: Float64Array
  readonly fall: Float64Array
}

export function segmentBlocks({ close, high, low }: LegColumns): SegmentBlocks {
  const count = Math.ceil(close.length / BLOCK_BARS)
  const column = () => new Float64Array(count)
  const blocks = { low: column(), high: column(), least: column(), most: column(), fall: column() }
  for (let block = 0; block < count; block++) {
    let lowest = Number.POSITIVE_INFINITY
    let highest = Number.NEGATIVE_INFINITY
    let least = Number.POSITIVE_INFINITY
    let most = Number.NEGATIVE_INFINITY
    let fall = 1
    const end = Math.min(close.length, (block + 1) * BLOCK_BARS)
    for (let bar = block * BLOCK_BARS; bar < end; bar++) {
      const price = close[bar]!
      if (low[bar]! < lowest) lowest = low[bar]!
      if (high[bar]! > highest) highest = high[bar]!
      if (price < least) least = price
      if (price > most) most = price
      if (price < fall * most) fall = price / most
    }
    blocks.low[block] = lowest
    blocks.high[block] = highest
    blocks.least[block] = least
    blocks.most[block] = most
    blocks.fall[block] = fall
  }
  return blocks
}

/** First bar of [from, to) whose low is at or below `level`; `to` where there is none. Without blocks every bar is looked at. */
export function firstLow(
  low: Float64Array,
  blockLow: Float64Array | null,
  level: number,
  from: number,
  to: number,
): number {
  let bar = from
  while (bar < to) {
    if (blockLow !== null && (bar & LAST_OF_BLOCK) === 0) {
      while (bar < to && blockLow[bar >>> 6]! > level) bar += BLOCK_BARS
      if (bar >= to) return to
    }
    if (low[bar]! <= level) return bar
    bar++
  }
  return to
}

/** First bar of [from, to) whose high is at or above `level`; `to` where there is none. */
export function firstHigh(
  high: Float64Array,
  blockHigh: Float64Array | null,
  level: number,
  from: number,
  to: number,
): number {
  let bar = from
  while (bar < to) {
    if (blockHigh !== null && (bar & LAST_OF_BLOCK) === 0) {
      while (bar < to && blockHigh[bar >>> 6]! < level) bar += BLOCK_BARS
      if (bar >= to) return to
    }
    if (high[bar]! >= level) return bar
    bar++
  }
  return to
}

/** The highest close so far and the deepest close / highest close before it. */
export type Fall = { peak: number; worst: number }

/** Takes the closes of [from, to) into a fall. Blocks that cannot deepen it are passed over; so are parts of blocks that cannot raise the peak either. */
export function deepenFall(close: Float64Array, blocks: SegmentBlocks, from: number, to: number, fall: Fall): void {
  const { least, most, fall: inside } = blocks
  let high = fall.peak
  let deepest = fall.worst
  let bar = from
  while (bar < to) {
    const block = bar >>> 6
    const blockEnd = (block + 1) * BLOCK_BARS
    const end = blockEnd < to ? blockEnd : to
    if (least[block]! >= deepest * high && inside[block]! >= deepest) {
      const isHigher = most[block]! > high
      if (!isHigher || end - bar === BLOCK_BARS) {
        if (isHigher) high = most[block]!
        bar = end
        continue
      }
    }
    for (; bar < end; bar++) {
      const price = close[bar]!
      if (price > high) high = price
      else if (price < deepest * high) deepest = price / high
    }
  }
  fall.peak = high
  fall.worst = deepest
}
