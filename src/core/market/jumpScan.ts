import type { BarSeries } from './barSeries.ts'
import type { FlagCollector } from './flags.ts'
import { createRollingMedian } from './rollingMedian.ts'

/** Returns that the scale is taken from: those before the bar in question, never its own. */
export const JUMP_WINDOW = 168
export const JUMP_LEAST_RETURNS = 24
export const JUMP_LIMIT_SCALES = 8
/** 1 / Phi^-1(3/4): makes the median absolute deviation of a normal variable its standard deviation (Hampel 1974). */
export const MAD_TO_SIGMA = 1.4826
/** Log return that counts as a jump where no scale is known: fewer than 24 returns, or more than half of them zero. */
export const JUMP_LIMIT_WITHOUT_SCALE = 0.1
/** A jump is reverted if the next close has come back at least this share of the way. */
export const REVERTED_SHARE = 0.5

export type PartitionScan = { scan(series: BarSeries): void; finish(): void }

type PendingJump = { readonly timeMs: number; readonly baseClose: number; readonly logReturn: number }

/**
 * Flags `price-jump`, `price-jump-reverted` and `bad-print`. With r the log return of closes between neighbouring bars,
 * limit = 8 x 1.4826 x median |r| of the 168 returns before. A jump has |r| > limit; a bad print has a wick (high over the body
 * or low under it, in logs) > limit, that is a price the bar itself took back. The deviation is taken about zero: drift must not hide a jump.
 * The way back of a reverted jump is no jump of its own. Partitions must come in order; a jump in the last bar of all counts as not reverted.
 */
export function createJumpScan(flags: FlagCollector): PartitionScan {
  const sizes = createRollingMedian(JUMP_WINDOW)
  let previousClose = Number.NaN
  let pending: PendingJump | null = null
  const settle = (nextClose: number): boolean => {
    if (pending === null) return false
    const left = Math.abs(Math.log(nextClose / pending.baseClose))
    const reverted = left <= (1 - REVERTED_SHARE) * Math.abs(pending.logReturn)
    const at = { fromMs: pending.timeMs, toMs: pending.timeMs, bars: 1, value: pending.logReturn }
    flags.add({ kind: reverted ? 'price-jump-reverted' : 'price-jump', ...at })
    pending = null
    return reverted
  }
  return {
    scan(series) {
      for (let i = 0; i < series.timeMs.length; i++) {
        const timeMs = series.timeMs[i]!
        const close = series.close[i]!
        const isWayBack = settle(close)
        const limit = jumpLimit(sizes.count(), sizes.median())
        const wick = longestWick(series.open[i]!, series.high[i]!, series.low[i]!, close)
        if (wick > limit) flags.add({ kind: 'bad-print', fromMs: timeMs, toMs: timeMs, bars: 1, value: wick })
        if (!Number.isNaN(previousClose)) {
          const logReturn = Math.log(close / previousClose)
          if (!isWayBack && Math.abs(logReturn) > limit) pending = { timeMs, baseClose: previousClose, logReturn }
          sizes.push(Math.abs(logReturn))
        }
        previousClose = close
      }
    },
    finish() {
      settle(Number.POSITIVE_INFINITY)
    },
  }
}

function jumpLimit(count: number, median: number): number {
  if (count < JUMP_LEAST_RETURNS || !(median > 0)) return JUMP_LIMIT_WITHOUT_SCALE
  return JUMP_LIMIT_SCALES * MAD_TO_SIGMA * median
}

function longestWick(open: number, high: number, low: number, close: number): number {
  const top = Math.max(open, close)
  const bottom = Math.min(open, close)
  return Math.log(Math.max(high / top, bottom / low))
}
