import type { Outcome } from '../outcome/outcome.ts'
import { failure, success } from '../outcome/outcome.ts'
import { intervalLabel } from '../time/interval.ts'
import type { BarSeries } from './barSeries.ts'
import type { MarketColumns } from './marketColumns.ts'
import type { LegColumns } from './pairColumns.ts'

/**
 * Instruments on one clock, in the order given: every time at which any of them has a bar; the others have NaN there and nothing is filled. Columns lie on
 * SharedArrayBuffers. RangeError for no series. Error: `interval-mismatch`.
 */
export function alignMarket(series: readonly BarSeries[]): Outcome<MarketColumns> {
  const [first] = series
  if (first === undefined) throw new RangeError('A market needs an instrument')
  const { intervalMs } = first
  const other = series.find((item) => item.intervalMs !== intervalMs)
  if (other !== undefined)
    return failure(
      'interval-mismatch',
      `${first.symbol} has bars of ${intervalLabel(intervalMs)} and ${other.symbol} of ${intervalLabel(other.intervalMs)}.`,
      'Import both at one interval, or resample the finer one.',
    )
  const timeMs = unionOfTimes(series.map((item) => item.timeMs))
  return success({ intervalMs, timeMs, instruments: series.map((item) => onClock(item, timeMs)) })
}

function unionOfTimes(columns: readonly Float64Array[]): Float64Array {
  const at = columns.map(() => 0)
  const times = sharedColumn(columns.reduce((sum, column) => sum + column.length, 0))
  let count = 0
  for (;;) {
    let next = Number.POSITIVE_INFINITY
    for (let k = 0; k < columns.length; k++) next = Math.min(next, columns[k]![at[k]!] ?? Number.POSITIVE_INFINITY)
    if (next === Number.POSITIVE_INFINITY) break
    times[count++] = next
    for (let k = 0; k < columns.length; k++) if (columns[k]![at[k]!] === next) at[k] = at[k]! + 1
  }
  if (count === times.length) return times
  const exact = sharedColumn(count)
  exact.set(times.subarray(0, count))
  return exact
}

function onClock(series: BarSeries, timeMs: Float64Array): LegColumns {
  const leg = {
    open: missingColumn(timeMs.length),
    high: missingColumn(timeMs.length),
    low: missingColumn(timeMs.length),
    close: missingColumn(timeMs.length),
    volume: missingColumn(timeMs.length),
  }
  for (let from = 0, row = 0; from < series.timeMs.length; row++) {
    if (timeMs[row] !== series.timeMs[from]) continue
    leg.open[row] = series.open[from]!
    leg.high[row] = series.high[from]!
    leg.low[row] = series.low[from]!
    leg.close[row] = series.close[from]!
    leg.volume[row] = series.volume[from]!
    from++
  }
  return leg
}

function missingColumn(length: number): Float64Array {
  return sharedColumn(length).fill(Number.NaN)
}

function sharedColumn(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT))
}
