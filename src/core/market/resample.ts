import type { Outcome } from '../outcome/outcome.ts'
import { failure, success } from '../outcome/outcome.ts'
import type { Calendar } from '../time/calendar.ts'
import { intervalLabel } from '../time/interval.ts'
import type { BarSeries } from './barSeries.ts'
import { gatherRows } from './seriesColumns.ts'

/**
 * Finer bars to coarser ones on the calendar's grid: first open, highest high, lowest low, last close, summed volume and trades
 * (NaN where one is). A coarse bar is made from whichever of its finer bars exist; at the two ends of the series it is made only where
 * the finer bar that opens (closes) it exists, because there it can't be known whether the rest was traded.
 * Bars outside of the calendar's sessions are left out. Error: `interval-not-a-multiple`.
 */
export function resample(series: BarSeries, toIntervalMs: number, calendar: Calendar): Outcome<BarSeries> {
  if (toIntervalMs % series.intervalMs !== 0) {
    const labels = `${intervalLabel(toIntervalMs)} is not a multiple of ${intervalLabel(series.intervalMs)}`
    return failure(
      'interval-not-a-multiple',
      `${labels}.`,
      'Choose an interval that whole bars of the source add up to.',
    )
  }
  const starts = series.timeMs.map((timeMs) => calendar.barStart(timeMs, toIntervalMs))
  const groups = groupStarts(starts)
  const first = groups.length > 1 && series.timeMs[groups[0]!] !== starts[groups[0]!] ? 1 : 0
  const last = groups.length - (endsWhole(series, starts, toIntervalMs, calendar) ? 1 : 2)
  const count = Math.max(0, last - first)
  const coarse = {
    symbol: series.symbol,
    intervalMs: toIntervalMs,
    ...gatherRows({ ...series, timeMs: starts }, groups.slice(first, first + count)),
  }
  for (let k = 0; k < count; k++) foldGroup(series, groups[first + k]!, groups[first + k + 1]!, starts, coarse, k)
  return success(coarse)
}

/** First row of every run of equal starts, and the number of rows as the last element. Rows with a NaN start form no group. */
function groupStarts(starts: Float64Array): Uint32Array {
  const groups: number[] = []
  let previous = Number.NaN
  for (let i = 0; i < starts.length; i++) {
    const start = starts[i]!
    if (Number.isNaN(start) || start === previous) continue
    groups.push(i)
    previous = start
  }
  groups.push(starts.length)
  return Uint32Array.from(groups)
}

function endsWhole(series: BarSeries, starts: Float64Array, toIntervalMs: number, calendar: Calendar): boolean {
  const last = starts.length - 1
  if (last < 0 || Number.isNaN(starts[last])) return true
  return calendar.barEnd(series.timeMs[last]!, series.intervalMs) === calendar.barEnd(starts[last]!, toIntervalMs)
}

function foldGroup(
  series: BarSeries,
  from: number,
  to: number,
  starts: Float64Array,
  coarse: BarSeries,
  k: number,
): void {
  for (let i = from + 1; i < to; i++) {
    if (starts[i] !== starts[from]) continue
    coarse.high[k] = Math.max(coarse.high[k]!, series.high[i]!)
    coarse.low[k] = Math.min(coarse.low[k]!, series.low[i]!)
    coarse.close[k] = series.close[i]!
    coarse.volume[k] = coarse.volume[k]! + series.volume[i]!
    coarse.trades[k] = coarse.trades[k]! + series.trades[i]!
  }
}
