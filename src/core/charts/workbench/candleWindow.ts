/** Rows [from, below) of the series, and how many bars go into one candle. */
export type CandleWindow = { readonly from: number; readonly below: number; readonly stepBars: number }

/** Room for a window that has more bars than the series has on average for so much time, so that panning keeps its step. */
const DENSITY_SLACK = 1.1

/**
 * The bars that start within [fromMs, toMs] (both included), and the smallest power of two that makes at most `most` candles of them
 * with the two that reach over the edges. The step depends on the length of the window, not on where it lies, unless the bars there
 * stand closer than elsewhere; steps nest, so that zooming halves or joins candles and never shifts them.
 */
export function candleWindow(timeMs: Float64Array, fromMs: number, toMs: number, most: number): CandleWindow {
  const from = firstAtOrAfter(timeMs, fromMs)
  const below = Math.max(from, firstAfter(timeMs, toMs))
  return { from, below, stepBars: stepOf(from, below, barsForeseen(timeMs, toMs - fromMs), most) }
}

/** The step that `candleWindow` takes where all `count` bars are shown. */
export function wholeStep(count: number, most: number): number {
  return stepOf(0, count, count, most)
}

function stepOf(from: number, below: number, foreseen: number, most: number): number {
  if (Math.max(foreseen, below - from) <= most) return 1
  let stepBars = 2
  while (foreseen / stepBars > most - 2 || candlesOf(from, below, stepBars) > most) stepBars *= 2
  return stepBars
}

function candlesOf(from: number, below: number, stepBars: number): number {
  return below <= from ? 0 : Math.ceil(below / stepBars) - Math.floor(from / stepBars)
}

/** As many as the series has on average in so much time, and some more; never more than it has. */
function barsForeseen(timeMs: Float64Array, shownMs: number): number {
  const count = timeMs.length
  if (count < 2) return count
  const spanMs = timeMs[count - 1]! - timeMs[0]!
  return Math.min(count, ((shownMs / spanMs) * (count - 1) + 1) * DENSITY_SLACK)
}

function firstAtOrAfter(timeMs: Float64Array, wantedMs: number): number {
  let low = 0
  let high = timeMs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (timeMs[middle]! < wantedMs) low = middle + 1
    else high = middle
  }
  return low
}

function firstAfter(timeMs: Float64Array, wantedMs: number): number {
  let low = 0
  let high = timeMs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (timeMs[middle]! <= wantedMs) low = middle + 1
    else high = middle
  }
  return low
}
