import type { BarSeries } from '../../../core/market/barSeries.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { parseInterval } from '../../../core/time/interval.ts'
import { BAR_COLUMNS, seriesPaths } from '../data/layout.ts'
import { publishedPath } from '../data/publication.ts'
import { readStoredPassport } from '../data/storedPassport.ts'
import type { DataReadPorts } from '../ports/dataPorts.ts'

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
  const { symbol, startMs, endMs } = request
  const interval = parseInterval(request.interval)
  if (!interval.ok) return interval
  const passport = readStoredPassport(ports.files, symbol, interval.value.label)
  if (!passport.ok) return passport
  const path = ports.files.resolve(publishedPath(ports.files, seriesPaths(symbol, interval.value.label).clean))
  if (!path.ok) return path
  const read = await ports.columns.readParquet(path.value, BAR_COLUMNS, {
    column: 'time_ms',
    from: startMs,
    below: endMs,
  })
  if (!read.ok) return broken(symbol)
  const [timeMs, open, high, low, close, volume, trades] = read.value.map((column) => column.values)
  const whole = startMs === Number.NEGATIVE_INFINITY && endMs === Number.POSITIVE_INFINITY
  if (whole && timeMs!.length !== passport.value.clean) return broken(symbol)
  if (timeMs!.length === 0)
    return failure(
      'no-data',
      `There are no bars of ${symbol} in that span.`,
      spanHint(passport.value.firstTime, passport.value.lastTime),
    )
  return success({
    symbol,
    intervalMs: interval.value.ms,
    timeMs: timeMs!,
    open: open!,
    high: high!,
    low: low!,
    close: close!,
    volume: volume!,
    trades: trades!,
  })
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
