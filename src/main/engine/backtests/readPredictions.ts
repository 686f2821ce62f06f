import type { Hash } from '../../../core/contract/hash.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { nearestName } from '../../../core/outcome/nearestName.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { Calendar } from '../../../core/time/calendar.ts'
import { calendarOf } from '../../../core/time/calendarOf.ts'
import { DAY_MS } from '../../../core/time/durations.ts'
import { exchangeOffset } from '../../../core/time/exchangeOffset.ts'
import { parseInterval } from '../../../core/time/interval.ts'
import { guessFormat } from '../data/guessFormat.ts'
import type { FormatOptions } from '../data/importOptions.ts'
import { parseNumber } from '../data/parseNumber.ts'
import type { ReceivedTable } from '../data/readTableRows.ts'
import { readTableRows } from '../data/readTableRows.ts'
import type { DataPorts } from '../ports/dataPorts.ts'
import type { Predictions, SymbolPredictions } from './predictions.ts'

/** How a file of predictions is to be read. `file` is absolute; `columns` maps time, symbol and signal to the file's own names. */
export type PredictionsFile = {
  readonly file: string
  readonly label: string
  readonly interval: string
  readonly columns?: string | undefined
  readonly timeUnit?: 's' | 'ms' | 'us' | 'ns' | 'iso' | undefined
  readonly timeFormat?: string | undefined
  readonly timeZone?: string | undefined
}

/** The fields of a prediction, by what they are in a table. */
export const PREDICTION_FIELDS: Readonly<Record<string, string>> = { time: 'event', symbol: 'key', signal: 'signal' }
const HINT = 'A file of predictions has the columns time (start of a bar), symbol and signal; see --columns.'

/**
 * A file of predictions, checked row by row: nothing is dropped, sorted or filled. Errors: those of `guessFormat`, `predictions-empty`,
 * `predictions-time` (unreadable, or no start of a bar), `predictions-unknown-symbol`, `predictions-not-a-number`, `predictions-unordered`, `predictions-duplicate`.
 */
export async function readPredictions(
  ports: DataPorts & { readonly hash: Hash },
  workspace: Workspace,
  wish: PredictionsFile,
): Promise<Outcome<Predictions>> {
  const interval = parseInterval(wish.interval)
  if (!interval.ok) return interval
  const options = predictionsFormat(wish, interval.value.ms)
  if (!options.ok) return options
  const format = await guessFormat(ports, wish.file, options.value, 'table')
  if (!format.ok)
    return format.trouble.code === 'columns-wrong' ? failure(format.trouble.code, format.trouble.message, HINT) : format
  const table = await readTableRows(ports, wish.file, format.value.format, () => {})
  if (!table.ok) return table
  const checked = bySymbol(workspace, table.value, format.value.format.decimal, interval.value.ms)
  if (!checked.ok) return checked
  const { label } = wish
  return success({
    label,
    interval: interval.value.label,
    contentHash: predictionsHash(ports.hash, checked.value),
    rows: table.value.line.length,
    bySymbol: checked.value,
    origin: { kind: 'file' },
  })
}

/** How a file of predictions is read as a table: its times are events of the key that its symbols are. Error: `bad-columns`. */
export function predictionsFormat(
  { columns: said, timeUnit, timeFormat, timeZone }: Omit<PredictionsFile, 'file' | 'label' | 'interval'>,
  intervalMs: number,
): Outcome<FormatOptions> {
  const columns = columnsOf(said)
  if (!columns.ok) return columns
  // A daily bar is named by its day or by its exact start; neither needs to be told a zone.
  const zone = timeZone ?? (intervalMs === DAY_MS ? 'UTC' : undefined)
  return success({ columns: columns.value, timeUnit, timeFormat, timeZone: zone })
}

/** SHA-256 over symbols, times and values, in order. */
export function predictionsHash(hash: Hash, predictions: readonly SymbolPredictions[]): string {
  const parts = predictions.map(
    ({ symbol, timeMs, signal }) => `${symbol} ${hash(bytesOf(timeMs))} ${hash(bytesOf(signal))}`,
  )
  return hash(['assay-predictions-1', ...parts].join('\n'))
}

function bytesOf(column: Float64Array): Uint8Array {
  return new Uint8Array(Float64Array.from(column).buffer)
}

function columnsOf(said: string | undefined): Outcome<string> {
  if (said === undefined) return success('event=time,known=event,key=symbol,signal=signal')
  const named = new Map(said.split(',').map((item) => [item.split('=')[0]!.trim(), item.split('=')[1]?.trim()]))
  const wrong = [...named].find(
    ([field, column]) => PREDICTION_FIELDS[field] === undefined || column === undefined || column === '',
  )
  if (wrong !== undefined || named.size !== 3)
    return failure(
      'bad-columns',
      `--columns ${said} does not name the columns time, symbol and signal.`,
      'Write --columns time=Date,symbol=Ticker,signal=prediction.',
    )
  const spec = [...named].map(([field, column]) => `${PREDICTION_FIELDS[field]}=${column}`)
  return success(['known=event', ...spec].join(','))
}

type Building = { readonly calendar: Calendar; readonly timeMs: number[]; readonly signal: number[] }

function bySymbol(
  workspace: Workspace,
  table: ReceivedTable,
  decimal: '.' | ',',
  intervalMs: number,
): Outcome<readonly SymbolPredictions[]> {
  const rows = table.line.length
  if (rows === 0) return failure('predictions-empty', 'The file of predictions has no rows.', HINT)
  const known = new Map(workspace.instruments.map(({ symbol, calendar }) => [symbol, calendarOf(calendar)]))
  const found = new Map<string, Building>()
  const at = table.valueNames.indexOf('signal')
  for (let row = 0; row < rows; row++) {
    const symbol = table.key[row]!
    const calendar = known.get(symbol)
    if (calendar === undefined) return unknownSymbol(workspace, [...known.keys()], symbol, table.line[row]!)
    const series: Building = found.get(symbol) ?? { calendar, timeMs: [], signal: [] }
    found.set(symbol, series)
    const fault = addRow(series, table, row, parseNumber(table.values[at]![row]!, decimal), intervalMs)
    if (fault !== null) return fault
  }
  const made = [...found].map(([symbol, { timeMs, signal }]) => ({
    symbol,
    timeMs: Float64Array.from(timeMs),
    signal: Float64Array.from(signal),
  }))
  return success(made.sort((a, b) => (a.symbol < b.symbol ? -1 : 1)))
}

function addRow(
  { calendar, timeMs, signal }: Building,
  table: ReceivedTable,
  row: number,
  value: number,
  intervalMs: number,
): Outcome<never> | null {
  const line = table.line[row]!
  const symbol = table.key[row]!
  const startMs = barStartOf(calendar, table.eventMs[row]!, intervalMs)
  if (Number.isNaN(startMs))
    return failure(
      'predictions-time',
      `Line ${line}: the time of that prediction of ${symbol} is ${timeText(table.eventMs[row]!)}, no start of a bar.`,
      'A time names the bar at whose close the prediction is known, by the start of that bar.',
    )
  if (!Number.isFinite(value))
    return failure(
      'predictions-not-a-number',
      `Line ${line}: the signal of ${symbol} is no number.`,
      'Leave rows without a prediction out.',
    )
  const before = timeMs.at(-1)
  if (before === startMs)
    return failure(
      'predictions-duplicate',
      `Line ${line}: there are two predictions of ${symbol} at ${timeText(startMs)}.`,
      'Keep the one that was known then.',
    )
  if (before !== undefined && before > startMs)
    return failure(
      'predictions-unordered',
      `Line ${line}: ${symbol} at ${timeText(startMs)} comes after a later time.`,
      'Sort each symbol by time, oldest first.',
    )
  timeMs.push(startMs)
  signal.push(value)
  return null
}

/** The start of the bar that a time names, NaN where it names none. A daily bar may be named by its day: midnight, UTC or by the exchange's clock. */
function barStartOf(calendar: Calendar, timeMs: number, intervalMs: number): number {
  if (Number.isNaN(timeMs)) return timeMs
  if (calendar.isOnGrid(timeMs, intervalMs)) return timeMs
  const isMidnight = timeMs % DAY_MS === 0 || (timeMs + exchangeOffset(calendar, timeMs)) % DAY_MS === 0
  if (intervalMs !== DAY_MS || !isMidnight) return Number.NaN
  return calendar.sessions(timeMs, timeMs + DAY_MS)[0]?.openMs ?? Number.NaN
}

function timeText(timeMs: number): string {
  return Number.isNaN(timeMs) ? 'unreadable' : new Date(timeMs).toISOString()
}

function unknownSymbol(workspace: Workspace, known: readonly string[], symbol: string, line: number): Outcome<never> {
  const near = nearestName(symbol, known)
  return failure(
    'predictions-unknown-symbol',
    `Line ${line}: the workspace ${workspace.name} has no instrument ${JSON.stringify(symbol)}.`,
    near === null ? `It has: ${known.join(', ')}.` : `Did you mean ${near}?`,
  )
}
