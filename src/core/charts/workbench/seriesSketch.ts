import { type BarColumns, decimateBars, emptyBars } from './decimateBars.ts'

/** A whole series in few candles of `stepBars` bars each (a power of two), for the first picture of it. Times UTC milliseconds. */
export type SeriesSketch = {
  readonly stepBars: number
  readonly totalBars: number
  readonly lastMs: number
  readonly candles: BarColumns
}

export type SketchMaker = {
  /** The next bars of the series. */
  add(bars: BarColumns): void
  finish(): SeriesSketch
}

export const BAR_NAMES = ['timeMs', 'open', 'high', 'low', 'close', 'volume'] as const

export const MOST_SKETCHED = 16_384
/** A multiple of every step of a series that memory could hold. */
const BLOCK_BARS = 65_536

/**
 * Makes the sketch of a series of any length from one pass over it: bars become candles in blocks, and whenever there are too many
 * candles, two and two are joined. They are the candles that `decimateBars` makes of the whole series.
 */
export function createSketchMaker(most = MOST_SKETCHED, blockBars = BLOCK_BARS): SketchMaker {
  const block = emptyBars(blockBars)
  let held = 0
  let candles = emptyBars(0)
  let stepBars = 1
  let totalBars = 0
  let lastMs = Number.NaN

  function close(): void {
    if (held === 0) return
    const more = decimateBars(firstOf(block, held), 0, held, stepBars)
    candles = joined(candles, more)
    held = 0
    while (candles.timeMs.length > most) {
      candles = decimateBars(candles, 0, candles.timeMs.length, 2)
      stepBars *= 2
    }
  }

  return {
    add: (bars) => {
      const count = bars.timeMs.length
      if (count === 0) return
      for (let from = 0; from < count; ) {
        const taken = Math.min(count - from, blockBars - held)
        for (const name of BAR_NAMES) block[name].set(bars[name].subarray(from, from + taken), held)
        held += taken
        from += taken
        if (held === blockBars) close()
      }
      totalBars += count
      lastMs = bars.timeMs[count - 1]!
    },
    finish: () => {
      close()
      return { stepBars, totalBars, lastMs, candles }
    },
  }
}

/** The candles of the whole series at a step that is a multiple of the sketch's; null where they are finer than it. */
export function sketchedCandles({ stepBars, candles }: SeriesSketch, wantedStep: number): BarColumns | null {
  if (wantedStep < stepBars) return null
  return decimateBars(candles, 0, candles.timeMs.length, wantedStep / stepBars)
}

function firstOf(bars: BarColumns, count: number): BarColumns {
  const part = (name: (typeof BAR_NAMES)[number]) => bars[name].subarray(0, count)
  return {
    timeMs: part('timeMs'),
    open: part('open'),
    high: part('high'),
    low: part('low'),
    close: part('close'),
    volume: part('volume'),
  }
}

function joined(left: BarColumns, right: BarColumns): BarColumns {
  const all = emptyBars(left.timeMs.length + right.timeMs.length)
  for (const name of BAR_NAMES) {
    all[name].set(left[name])
    all[name].set(right[name], left[name].length)
  }
  return all
}
