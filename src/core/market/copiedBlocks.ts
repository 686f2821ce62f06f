import { HOUR_MS } from '../time/durations.ts'
import type { RawBars } from './rawBars.ts'
import { sameOhlc } from './rawBars.ts'

/** A copy is looked for this far back. */
export const COPY_WINDOW_MS = 48 * HOUR_MS
/** Fewer equal bars in a row than this may be chance. */
export const COPY_LEAST_BARS = 2

/** Bars [later, later + bars) equal bars [earlier, earlier + bars) in open, high, low, close and volume. Positions in the series. */
export type CopiedBlock = { readonly earlier: number; readonly later: number; readonly bars: number }

type OhlcvColumns = Omit<RawBars, 'line' | 'layer'>

/**
 * Runs of at least two bars that repeat, bar by bar, a run at other times within 48 hours. `bars` strictly ascending in time.
 * Bars without volume or range (open = high = low = close) carry no evidence and are passed over. O(n) time.
 */
export function findCopiedBlocks(bars: OhlcvColumns): readonly CopiedBlock[] {
  const twin = earlierTwins(bars)
  const blocks: CopiedBlock[] = []
  let i = 0
  while (i < twin.length) {
    const earlier = twin[i]!
    if (earlier < 0) {
      i++
      continue
    }
    const shiftMs = bars.timeMs[i]! - bars.timeMs[earlier]!
    let length = 1
    while (i + length < twin.length && continues(bars, twin, i + length, earlier + length, shiftMs)) length++
    if (length >= COPY_LEAST_BARS) blocks.push({ earlier, later: i, bars: length })
    i += length
  }
  return blocks
}

function continues(bars: OhlcvColumns, twin: Int32Array, later: number, earlier: number, shiftMs: number): boolean {
  return twin[later] === earlier && bars.timeMs[later]! - bars.timeMs[earlier]! === shiftMs
}

/** For each bar the nearest earlier bar with the same values within the window, or -1. */
function earlierTwins(bars: OhlcvColumns): Int32Array {
  const count = bars.timeMs.length
  const twin = new Int32Array(count).fill(-1)
  const sizeBits = Math.max(4, Math.ceil(Math.log2(count + 1)) + 1)
  const heads = new Int32Array(2 ** sizeBits).fill(-1)
  const hash = createBarHash(bars, 32 - sizeBits)
  const previousInBucket = new Int32Array(count)
  for (let i = 0; i < count; i++) {
    if (bars.volume[i] === 0 || bars.high[i] === bars.low[i]) continue
    const bucket = hash(i)
    previousInBucket[i] = heads[bucket]!
    heads[bucket] = i
    const oldestMs = bars.timeMs[i]! - COPY_WINDOW_MS
    for (let j = previousInBucket[i]!; j >= 0 && bars.timeMs[j]! >= oldestMs; j = previousInBucket[j]!) {
      if (bars.volume[i] === bars.volume[j] && sameOhlc(bars, i, j)) {
        twin[i] = j
        break
      }
    }
  }
  return twin
}

/** Multiplicative hash of the bits of the values (Knuth 1973, section 6.4). */
function createBarHash(bars: OhlcvColumns, shift: number): (i: number) => number {
  const values = new Float64Array(5)
  const words = new Uint32Array(values.buffer)
  return (i) => {
    values[0] = bars.open[i]!
    values[1] = bars.high[i]!
    values[2] = bars.low[i]!
    values[3] = bars.close[i]!
    values[4] = bars.volume[i]!
    let mixed = 0
    for (let k = 0; k < words.length; k++) mixed = Math.imul(mixed ^ words[k]!, 0x9e3779b1) ^ (mixed >>> 15)
    return Math.imul(mixed, 0x9e3779b1) >>> shift
  }
}
