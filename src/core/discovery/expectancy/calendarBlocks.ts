import type { RandomStream } from '../../stats/seededStream.ts'

const DAY_MS = 86_400_000
const HORIZONS_A_BLOCK = 5
const FEWEST_HORIZONS_A_BLOCK = 2
const WANTED_BLOCKS = 100

/** Blocks of consecutive bars that are resampled as a whole; block b holds bars [b x blockBars, (b + 1) x blockBars). */
export type CalendarBlocks = { readonly blockBars: number; readonly count: number }

/**
 * Five of the longest horizons and at least a day, so that few windows reach into the next block; shorter (never below two horizons) where that would leave
 * fewer than a hundred blocks.
 */
export function planCalendarBlocks(bars: number, intervalMs: number, longestHorizonBars: number): CalendarBlocks {
  const day = Math.ceil(DAY_MS / intervalMs)
  const wide = Math.max(HORIZONS_A_BLOCK * longestHorizonBars, day)
  const narrow = FEWEST_HORIZONS_A_BLOCK * longestHorizonBars
  const blockBars = Math.max(1, Math.min(wide, Math.max(narrow, Math.floor(bars / WANTED_BLOCKS))))
  return { blockBars, count: Math.ceil(bars / blockBars) }
}

/**
 * How often each block is in each resample: entry [b][d] for block b and draw d; as many blocks are drawn, with replacement, as there are (the
 * non-overlapping block bootstrap of Carlstein 1986). One set of draws for all hypotheses keeps their dependence.
 */
export function drawBlocks(count: number, resamples: number, stream: RandomStream): readonly Uint8Array[] {
  const times = Array.from({ length: count }, () => new Uint8Array(resamples))
  for (let draw = 0; draw < resamples; draw += 1) {
    for (let k = 0; k < count; k += 1) {
      const block = times[stream.nextInt(count)]!
      block[draw] = block[draw]! + 1
    }
  }
  return times
}
