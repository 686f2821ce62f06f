import type { BarSeries } from '../../../core/market/barSeries.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { parseInterval } from '../../../core/time/interval.ts'
import { BAR_COLUMNS, seriesPaths } from '../data/layout.ts'
import { publishedPath } from '../data/publication.ts'
import { readStoredPassport } from '../data/storedPassport.ts'
import type { DataReadPorts } from '../ports/dataPorts.ts'

const PRICE_COLUMNS = BAR_COLUMNS.slice(0, -1)

/** `startMs <= time < endMs`, UTC; infinities for all there is. */
export type SeriesRequest = {
  readonly symbol: string
  readonly interval: string
  readonly startMs: number
  readonly endMs: number
}

/**
 * The clean bars of one instrument, on shared memory, ascending: the one way to stored bars. `ports.files` is the door of the workspace.
 * Errors: `no-data` (never imported, or none in the span), `data-broken` (what is stored is not what its passport says),
 * `interval-unreadable`.
 */
export async function readSeries(ports: DataReadPorts, request: SeriesRequest): Promise<Outcome<BarSeries>> {
  const read = await readStored(ports, request, BAR_COLUMNS)
  if (!read.ok) return read
  const { intervalMs, columns } = read.value
  const [timeMs, open, high, low, close, volume, trades] = columns
  return success({
    symbol: request.symbol,
    intervalMs,
    timeMs: timeMs!,
    open: open!,
    high: high!,
    low: low!,
    close: close!,
    volume: volume!,
    trades: trades!,
  })
}

/** All bars without their counts of trades, for showing. Errors: those of `readSeries`. */
export async function readWholePrices(
  ports: DataReadPorts,
  symbol: string,
  interval: string,
): Promise<Outcome<Omit<BarSeries, 'trades'>>> {
  const all = { symbol, interval, startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY }
  const read = await readStored(ports, all, PRICE_COLUMNS)
  if (!read.ok) return read
  const { intervalMs, columns } = read.value
  const [timeMs, open, high, low, close, volume] = columns
  return success({
    symbol,
    intervalMs,
    timeMs: timeMs!,
    open: open!,
    high: high!,
    low: low!,
    close: close!,
    volume: volume!,
  })
}

async function readStored(
  ports: DataReadPorts,
  request: SeriesRequest,
  names: readonly string[],
): Promise<Outcome<{ readonly intervalMs: number; readonly columns: readonly Float64Array[] }>> {
  const { symbol, startMs, endMs } = request
  const interval = parseInterval(request.interval)
  if (!interval.ok) return interval
  const passport = readStoredPassport(ports.files, symbol, interval.value.label)
  if (!passport.ok) return passport
  const path = ports.files.resolve(publishedPath(ports.files, seriesPaths(symbol, interval.value.label).clean))
  if (!path.ok) return path
  const whole = startMs === Number.NEGATIVE_INFINITY && endMs === Number.POSITIVE_INFINITY
  const range = whole ? undefined : { column: 'time_ms', from: startMs, below: endMs }
  const read = await ports.columns.readParquet(path.value, names, range)
  if (!read.ok) return broken(symbol)
  const rows = read.value[0]!.values.length
  if (whole && rows !== passport.value.clean) return broken(symbol)
  if (rows === 0)
    return failure(
      'no-data',
      `There are no bars of ${symbol} in that span.`,
      spanHint(passport.value.firstTime, passport.value.lastTime),
    )
  return success({ intervalMs: interval.value.ms, columns: read.value.map((column) => column.values) })
}

function broken(symbol: string): Outcome<never> {
  return failure(
    'data-broken',
    `The stored bars of ${symbol} are not what their passport says.`,
    'Remove the passport in data/clean and import the same file again: the bars are made anew from the raw layers.',
  )
}

function spanHint(first: string | null, last: string | null): string {
  return first === null || last === null
    ? 'The series has no clean bar at all: see its rejects.'
    : `It has bars from ${first} to ${last}.`
}
