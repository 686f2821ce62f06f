import type { BarSeries } from '../../../core/market/barSeries.ts'
import { resample } from '../../../core/market/resample.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { Calendar } from '../../../core/time/calendar.ts'
import { type Interval, parseInterval } from '../../../core/time/interval.ts'
import { storedSeries } from '../data/storedPassport.ts'
import type { DataReadPorts } from '../ports/dataPorts.ts'
import { dataPassport } from '../queries/dataPassport.ts'
import { readSeries } from '../queries/readSeries.ts'

/** Where one instrument's bars come from: the stored series, by its content, and what it was resampled from. */
export type SeriesOrigin = { readonly symbol: string; readonly storedInterval: string; readonly contentHash: string }

type OneSeries = { readonly series: BarSeries; readonly origin: SeriesOrigin }

/**
 * All bars of one instrument at an interval, made of the stored ones where those are finer. Only bars that end by an instant (null: all): what is sealed is not read.
 * Errors: `no-data`, `frequency-too-fine`, those of `dataPassport` and `readSeries`.
 */
export async function seriesAtInterval(
  ports: DataReadPorts,
  symbol: string,
  wanted: Interval,
  calendar: Calendar,
  untilMs: number | null,
): Promise<Outcome<OneSeries>> {
  const stored = storedInterval(ports, symbol, wanted)
  if (!stored.ok) return stored
  const passport = dataPassport(ports.files, symbol, stored.value.label)
  if (!passport.ok) return passport
  const endMs = untilMs ?? Number.POSITIVE_INFINITY
  const read = await readSeries(ports, {
    symbol,
    interval: stored.value.label,
    startMs: Number.NEGATIVE_INFINITY,
    endMs,
  })
  if (!read.ok) return read
  const whole = endingBy(read.value, calendar, endMs)
  const series = stored.value.ms === wanted.ms ? success(whole) : resample(whole, wanted.ms, calendar)
  if (!series.ok) return series
  const { contentHash } = passport.value
  return success({ series: series.value, origin: { symbol, storedInterval: stored.value.label, contentHash } })
}

/** The wanted interval where it is stored, else the coarsest finer one that adds up to it. */
function storedInterval(ports: DataReadPorts, symbol: string, wanted: Interval): Outcome<Interval> {
  const own = storedSeries(ports.files).filter((series) => series.symbol === symbol.toLowerCase())
  const known = own.flatMap((series) => {
    const interval = parseInterval(series.interval)
    return interval.ok ? [interval.value] : []
  })
  const exact = known.find(({ ms }) => ms === wanted.ms)
  if (exact !== undefined) return success(exact)
  const finer = known.filter(({ ms }) => ms < wanted.ms && wanted.ms % ms === 0).sort((a, b) => b.ms - a.ms)
  if (finer[0] !== undefined) return success(finer[0])
  if (known.length === 0)
    return failure(
      'no-data',
      `There are no bars of ${symbol} in this workspace.`,
      'Bring them in with: assay data import <workspace> --symbol SYMBOL --file FILE (or assay data sample).',
    )
  const labels = known.map(({ label }) => label).join(', ')
  return failure(
    'frequency-too-fine',
    `The bars of ${symbol} are of ${labels}: bars of ${wanted.label} cannot be made of them.`,
    `Set the field frequency to ${known[0]!.label} or to a whole multiple of it, or import finer bars.`,
  )
}

/** Without the bars at the end that close after an instant. */
function endingBy(series: BarSeries, calendar: Calendar, limitMs: number): BarSeries {
  let length = series.timeMs.length
  while (length > 0 && barCloseMs(calendar, series.timeMs[length - 1]!, series.intervalMs) > limitMs) length--
  if (length === series.timeMs.length) return series
  const { symbol, intervalMs, ...columns } = series
  const cut = (values: Float64Array) => values.subarray(0, length)
  return {
    symbol,
    intervalMs,
    timeMs: cut(columns.timeMs),
    open: cut(columns.open),
    high: cut(columns.high),
    low: cut(columns.low),
    close: cut(columns.close),
    volume: cut(columns.volume),
    trades: cut(columns.trades),
  }
}

/** When a bar that starts then ends; by its length where the calendar has none. */
export function barCloseMs(calendar: Calendar, startMs: number, intervalMs: number): number {
  const endMs = calendar.barEnd(startMs, intervalMs)
  return Number.isNaN(endMs) ? startMs + intervalMs : endMs
}
