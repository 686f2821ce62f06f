import type { BacktestSpec } from '../../../core/contract/backtestSpec.ts'
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
import { type Interval, parseInterval } from '../../../core/time/interval.ts'
import { type SeriesOrigin, seriesAtInterval } from '../matrices/seriesAtInterval.ts'
import { ledgerSymbol } from '../pipeline/readPair.ts'
import type { Seal } from '../pipeline/sealsOn.ts'
import { sealsOn } from '../pipeline/sealsOn.ts'
import type { DataReadPorts } from '../ports/dataPorts.ts'
import { dataPassport } from '../queries/dataPassport.ts'
import { readSeries } from '../queries/readSeries.ts'
import { tradedInstruments } from '../queries/tradedInstruments.ts'

/** Which bars are asked for. */
export type MarketWish = Pick<BacktestSpec, 'start_date' | 'end_date'> & {
  readonly symbols: readonly string[]
  readonly interval: string
  readonly throughHoldOut: boolean
  /** First instant that something is foretold of, and the last one where all bars are: the range where no day is written. */
  readonly foretold?: { readonly firstMs: number; readonly lastMs?: number } | undefined
}

/**
 * Bars to trade on, [fromBar, toBar) of a market that ends at `toBar`; those before `fromBar` are for indicators only. `opened`: hold-outs whose sealed bars are among them; `sealedMs`: where a hold-out
 * ended them, null where none did.
 */
export type BacktestMarket = {
  readonly market: MarketColumns
  readonly instruments: readonly Instrument[]
  readonly calendars: readonly Calendar[]
  readonly interval: string
  readonly dataHashes: Readonly<Record<string, string>>
  /** By symbol: the interval of the stored bars that its bars were made of, where those are finer. */
  readonly madeOf: Readonly<Record<string, string>>
  readonly fromBar: number
  readonly toBar: number
  readonly sealedMs: number | null
  readonly opened: readonly Seal[]
  /** False where no hold-out was ever fixed on these symbols: then every bar may be looked at, and will have been. */
  readonly isSealed: boolean
  readonly ledgerSymbols: readonly string[]
}

/**
 * The bars of a backtest on one clock. It ends where a sealed hold-out of one of the symbols begins, unless `throughHoldOut`.
 * Errors: `unknown-instrument`, `instrument-twice`, `bad-day`, `range-empty`, `hold-out-sealed`, `hold-out-broken`, `interval-mismatch`, and those of `readSeries`.
 */
export async function backtestMarket(
  ports: DataReadPorts,
  workspace: Workspace,
  wish: MarketWish,
): Promise<Outcome<BacktestMarket>> {
  const interval = parseInterval(wish.interval)
  if (!interval.ok) return interval
  const instruments = tradedInstruments(workspace, wish.symbols)
  if (!instruments.ok) return instruments
  const calendars = instruments.value.map(({ calendar }) => calendarOf(calendar))
  const asked = askedSpan(wish, calendars)
  if (!asked.ok) return asked
  const ledgerSymbols = wish.symbols.map((symbol) => ledgerSymbol(workspace, symbol))
  const seals = sealsOn(ports.files, ledgerSymbols)
  if (!seals.ok) return seals
  const limit = limitOf(asked.value, seals.value, wish.throughHoldOut)
  if (!limit.ok) return limit
  const { label, ms } = interval.value
  const read = await readAll(ports, instruments.value, interval.value, calendars, limit.value.endMs)
  if (!read.ok) return read
  const aligned = alignMarket(read.value.series)
  if (!aligned.ok) return aligned
  const known = endingBefore(aligned.value, limit.value.sealedMs, (timeMs) =>
    Math.max(...calendars.map((calendar) => calendar.barEnd(timeMs, ms)).filter((endMs) => !Number.isNaN(endMs))),
  )
  const market = wish.end_date === undefined ? endingAfter(known, wish.foretold?.lastMs) : known
  const fromBar = firstAtOrAfter(market.timeMs, asked.value.startMs)
  const toBar = market.timeMs.length
  if (fromBar >= toBar) return rangeEmpty(aligned.value)
  const lastMs = market.timeMs[toBar - 1]!
  return success({
    market,
    instruments: instruments.value,
    calendars,
    interval: label,
    dataHashes: read.value.hashes,
    madeOf: read.value.madeOf,
    fromBar,
    toBar,
    sealedMs: limit.value.sealedMs,
    opened: wish.throughHoldOut ? seals.value.filter(({ startMs }) => lastMs >= startMs) : [],
    isSealed: seals.value.length > 0,
    ledgerSymbols,
  })
}

type Span = { readonly startMs: number; readonly endMs: number }

/** Days by the clock of the exchange; by UTC where anything always trades. */
function askedSpan({ start_date, end_date, foretold }: MarketWish, calendars: readonly Calendar[]): Outcome<Span> {
  const calendar = calendars.find(({ continuous }) => continuous) ?? calendars[0]!
  const startMs =
    start_date === undefined ? (foretold?.firstMs ?? Number.NEGATIVE_INFINITY) : exchangeDayStart(calendar, start_date)
  const endMs =
    end_date === undefined ? Number.POSITIVE_INFINITY : exchangeDayStart(calendar, dayAfter(end_date) ?? end_date)
  if (Number.isNaN(startMs) || Number.isNaN(endMs))
    return failure('bad-day', 'A day of the range is not in the calendar.', 'Write days as yyyy-mm-dd.')
  if (startMs >= endMs)
    return failure(
      'range-empty',
      `The range ${start_date} to ${end_date} holds no day.`,
      'end_date must not lie before start_date.',
    )
  return success({ startMs, endMs })
}

function dayAfter(day: string): string | null {
  const timeMs = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(timeMs) ? null : new Date(timeMs + DAY_MS).toISOString().slice(0, 10)
}

function limitOf(
  { startMs, endMs }: Span,
  [seal]: readonly Seal[],
  throughHoldOut: boolean,
): Outcome<{ readonly endMs: number; readonly sealedMs: number | null }> {
  if (seal === undefined || throughHoldOut || endMs <= seal.startMs) return success({ endMs, sealedMs: null })
  if (startMs >= seal.startMs)
    return failure(
      'hold-out-sealed',
      `The range begins in the sealed hold-out, which starts at ${new Date(seal.startMs).toISOString()}.`,
      'Choose an earlier range; --through-hold-out opens the hold-out, and each opening is counted in the ledger.',
    )
  return success({ endMs: seal.startMs, sealedMs: seal.startMs })
}

type ReadSeries = {
  readonly series: readonly BarSeries[]
  readonly hashes: Readonly<Record<string, string>>
  readonly madeOf: Readonly<Record<string, string>>
}

async function readAll(
  ports: DataReadPorts,
  instruments: readonly Instrument[],
  interval: Interval,
  calendars: readonly Calendar[],
  endMs: number,
): Promise<Outcome<ReadSeries>> {
  const series: BarSeries[] = []
  const hashes: Record<string, string> = {}
  const madeOf: Record<string, string> = {}
  for (const [place, { symbol }] of instruments.entries()) {
    const read = await readOne(ports, symbol, interval, calendars[place]!, endMs)
    if (!read.ok) return read
    const { origin } = read.value
    series.push(read.value.series)
    hashes[symbol] = origin.contentHash
    if (origin.storedInterval !== interval.label) madeOf[symbol] = origin.storedInterval
  }
  return success({ series, hashes, madeOf })
}

/** The stored bars; where there are none of the interval, bars made of finer ones, as a discovery makes them. */
async function readOne(
  ports: DataReadPorts,
  symbol: string,
  interval: Interval,
  calendar: Calendar,
  endMs: number,
): Promise<Outcome<{ readonly series: BarSeries; readonly origin: SeriesOrigin }>> {
  const { label } = interval
  const passport = dataPassport(ports.files, symbol, label)
  if (!passport.ok) {
    const made = await seriesAtInterval(ports, symbol, interval, calendar, endMs)
    return made.ok ? made : passport
  }
  const read = await readSeries(ports, { symbol, interval: label, startMs: Number.NEGATIVE_INFINITY, endMs })
  const { contentHash } = passport.value
  return read.ok ? success({ series: read.value, origin: { symbol, storedInterval: label, contentHash } }) : read
}

/** Without the bars that end after an instant. Copies nothing. */
function endingBefore(market: MarketColumns, limitMs: number | null, endOf: (timeMs: number) => number): MarketColumns {
  if (limitMs === null) return market
  let length = market.timeMs.length
  while (length > 0 && endOf(market.timeMs[length - 1]!) > limitMs) length--
  return firstBars(market, length)
}

/** To the bar after an instant's, on which what was decided there is filled. */
function endingAfter(market: MarketColumns, lastMs: number | undefined): MarketColumns {
  if (lastMs === undefined) return market
  return firstBars(market, Math.min(market.timeMs.length, firstAtOrAfter(market.timeMs, lastMs) + 2))
}

/** Copies nothing. */
function firstBars(market: MarketColumns, length: number): MarketColumns {
  if (length === market.timeMs.length) return market
  return {
    intervalMs: market.intervalMs,
    timeMs: market.timeMs.subarray(0, length),
    instruments: market.instruments.map(({ open, high, low, close, volume }) => ({
      open: open.subarray(0, length),
      high: high.subarray(0, length),
      low: low.subarray(0, length),
      close: close.subarray(0, length),
      volume: volume.subarray(0, length),
    })),
  }
}

function firstAtOrAfter(timeMs: Float64Array, startMs: number): number {
  const found = timeMs.findIndex((value) => value >= startMs)
  return found < 0 ? timeMs.length : found
}

function rangeEmpty({ timeMs }: MarketColumns): Outcome<never> {
  const [first, last] = [timeMs[0], timeMs.at(-1)]
  const span =
    first === undefined || last === undefined
      ? 'There is no bar before its end.'
      : `Before its end there are bars from ${new Date(first).toISOString()} to ${new Date(last).toISOString()}.`
  return failure('range-empty', 'No bar lies in the range of the backtest.', span)
}
