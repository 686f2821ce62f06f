import type { CleaningOptions } from './cleaningOptions.ts'
import type { RawBars } from './rawBars.ts'
import type { RejectReason } from './reject.ts'

/** The first rule that row `i` breaks on its own, or null. Constant time a row, allocates nothing. */
export function rowFault(raw: RawBars, i: number, options: CleaningOptions): RejectReason | null {
  const timeMs = raw.timeMs[i]!
  if (!Number.isFinite(timeMs)) return 'unparsable-time'
  return valueFault(raw, i) ?? timeFault(timeMs, raw.layer[i]!, options)
}

function valueFault(raw: RawBars, i: number): RejectReason | null {
  const open = raw.open[i]!
  const high = raw.high[i]!
  const low = raw.low[i]!
  const close = raw.close[i]!
  const volume = raw.volume[i]!
  const trades = raw.trades[i]!
  // A sum is finite only if every term is (prices near 1e308 do not occur).
  if (!Number.isFinite(open + high + low + close + volume)) return 'not-a-number'
  if (trades === Number.POSITIVE_INFINITY || trades === Number.NEGATIVE_INFINITY) return 'not-a-number'
  if (!(open > 0 && high > 0 && low > 0 && close > 0)) return 'non-positive-price'
  if (volume < 0 || trades < 0) return 'negative-volume'
  if (high < open || high < close || high < low || low > open || low > close) return 'ohlc-violation'
  return null
}

function timeFault(timeMs: number, layer: number, options: CleaningOptions): RejectReason | null {
  const { calendar, intervalMs } = options
  if (!calendar.isOnGrid(timeMs, intervalMs))
    return calendar.sessionAt(timeMs) === null ? 'outside-session' : 'off-grid'
  const receivedAtMs = options.receivedAtByLayer?.get(layer) ?? options.receivedAtMs
  if (receivedAtMs === null) return null
  if (timeMs > receivedAtMs) return 'future-time'
  return calendar.barEnd(timeMs, intervalMs) > receivedAtMs ? 'partial-newest-bar' : null
}
