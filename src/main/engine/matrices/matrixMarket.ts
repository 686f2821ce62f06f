import type { Workspace } from '../../../core/contract/workspace.ts'
import { alignMarket } from '../../../core/market/alignMarket.ts'
import type { BarSeries } from '../../../core/market/barSeries.ts'
import type { Instrument } from '../../../core/market/instrument.ts'
import type { MarketColumns } from '../../../core/market/marketColumns.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { Calendar } from '../../../core/time/calendar.ts'
import { calendarOf } from '../../../core/time/calendarOf.ts'
import { DAY_MS } from '../../../core/time/durations.ts'
import { exchangeDayStart } from '../../../core/time/exchangeOffset.ts'
import type { Interval } from '../../../core/time/interval.ts'
import { seriesPaths } from '../data/layout.ts'
import { publishedPath } from '../data/publication.ts'
import { ledgerSymbol } from '../pipeline/readPair.ts'
import { sealsOn } from '../pipeline/sealsOn.ts'
import type { DataReadPorts } from '../ports/dataPorts.ts'
import { tradedInstruments } from '../queries/tradedInstruments.ts'
import { barCloseMs, type SeriesOrigin, seriesAtInterval } from './seriesAtInterval.ts'

export type MatrixMarketWish = {
  readonly symbols: readonly string[]
  readonly interval: Interval
  readonly startDate: string | undefined
  /** Counts whole. */
  readonly endDate: string | undefined
  /** Sealed bars too. */
  readonly throughHoldOut?: boolean
}

/**
 * Bars of all instruments on one clock, from the first stored one on, so that features have their past; none of them ends after a hold-out begins.
 * Rows of the matrix start in [startMs, endMs). `sealed`: bars of the asked range that were left out for that, all instruments together.
 */
export type MatrixMarket = {
  readonly market: MarketColumns
  readonly instruments: readonly Instrument[]
  readonly calendars: readonly Calendar[]
  readonly interval: Interval
  readonly origins: readonly SeriesOrigin[]
  readonly startMs: number
  readonly endMs: number
  readonly sealedMs: number | null
  readonly sealed: number
}

/**
 * Errors: `unknown-instrument`, `instrument-twice`, `bad-day`, `range-empty`, `hold-out-sealed`, `hold-out-broken`, `frequency-too-fine`, `no-data` and those of `readSeries`.
 */
export async function matrixMarket(
  ports: DataReadPorts,
  workspace: Workspace,
  wish: MatrixMarketWish,
): Promise<Outcome<MatrixMarket>> {
  const instruments = tradedInstruments(workspace, wish.symbols)
  if (!instruments.ok) return instruments
  const calendars = instruments.value.map(({ calendar }) => calendarOf(calendar))
  const span = askedSpan(wish, calendars)
  if (!span.ok) return span
  const seals = sealsOn(
    ports.files,
    wish.symbols.map((symbol) => ledgerSymbol(workspace, symbol)),
  )
  if (!seals.ok) return seals
  const sealedMs = wish.throughHoldOut === true ? null : (seals.value[0]?.startMs ?? null)
  if (sealedMs !== null && span.value.startMs >= sealedMs) return rangeSealed(sealedMs)
  const series: BarSeries[] = []
  const origins: SeriesOrigin[] = []
  let sealed = 0
  for (const [place, { symbol }] of instruments.value.entries()) {
    const read = await seriesAtInterval(ports, symbol, wish.interval, calendars[place]!, sealedMs)
    if (!read.ok) return read
    series.push(read.value.series)
    origins.push(read.value.origin)
    const sealing = { sealedMs, ...span.value }
    const counted = await sealedBars(ports, read.value.origin, wish.interval, calendars[place]!, sealing)
    if (!counted.ok) return counted
    sealed += counted.value
  }
  const market = alignMarket(series)
  if (!market.ok) return market
  const { startMs, endMs } = span.value
  if (!market.value.timeMs.some((timeMs) => timeMs >= startMs && timeMs < endMs)) return rangeEmpty(market.value)
  return success({
    market: market.value,
    instruments: instruments.value,
    calendars,
    interval: wish.interval,
    origins,
    startMs,
    endMs,
    sealedMs,
    sealed,
  })
}

type Span = { readonly startMs: number; readonly endMs: number }

/** Days by the clock of the exchange; by UTC where anything always trades. */
function askedSpan({ startDate, endDate }: MatrixMarketWish, calendars: readonly Calendar[]): Outcome<Span> {
  const calendar = calendars.find(({ continuous }) => continuous) ?? calendars[0]!
  const startMs = startDate === undefined ? Number.NEGATIVE_INFINITY : exchangeDayStart(calendar, startDate)
  const endMs = endDate === undefined ? Number.POSITIVE_INFINITY : exchangeDayStart(calendar, dayAfter(endDate))
  if (Number.isNaN(startMs) || Number.isNaN(endMs))
    return failure('bad-day', 'A day of the range is not in the calendar.', 'Write days as yyyy-mm-dd.')
  if (startMs < endMs) return success({ startMs, endMs })
  return failure(
    'range-empty',
    `The range ${startDate} to ${endDate} holds no day.`,
    'end_date must not lie before start_date.',
  )
}

function dayAfter(day: string): string {
  const timeMs = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(timeMs) ? day : new Date(timeMs + DAY_MS).toISOString().slice(0, 10)
}

type SealedSpan = { readonly sealedMs: number | null } & Span

/** How many bars of the wanted interval the hold-out takes from the asked range, one that only ends in it too: their times alone are read. */
async function sealedBars(
  ports: DataReadPorts,
  { symbol, storedInterval }: SeriesOrigin,
  wanted: Interval,
  calendar: Calendar,
  { sealedMs, startMs, endMs }: SealedSpan,
): Promise<Outcome<number>> {
  if (sealedMs === null || endMs <= sealedMs) return success(0)
  const path = ports.files.resolve(publishedPath(ports.files, seriesPaths(symbol, storedInterval).clean))
  if (!path.ok) return path
  const range = { column: 'time_ms', from: Math.max(sealedMs - wanted.ms, startMs), below: endMs }
  const times = await ports.columns.readParquet(path.value, ['time_ms'], range)
  if (!times.ok) return times
  const starts = new Set(times.value[0]!.values.map((timeMs) => calendar.barStart(timeMs, wanted.ms)))
  return success([...starts].filter((timeMs) => barCloseMs(calendar, timeMs, wanted.ms) > sealedMs).length)
}

function rangeSealed(sealedMs: number): Outcome<never> {
  return failure(
    'hold-out-sealed',
    `The range begins in the sealed hold-out, which starts at ${new Date(sealedMs).toISOString()}.`,
    'Choose an earlier start_date: nothing is learned from sealed bars.',
  )
}

function rangeEmpty({ timeMs }: MarketColumns): Outcome<never> {
  const [first, last] = [timeMs[0], timeMs.at(-1)]
  const span =
    first === undefined || last === undefined
      ? 'There is no bar that may be looked at.'
      : `There are bars from ${new Date(first).toISOString()} to ${new Date(last).toISOString()}.`
  return failure('range-empty', 'No bar lies in the range that was asked for.', span)
}
