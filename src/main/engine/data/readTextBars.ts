import type { SourceFormat } from '../../../core/contract/layer.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { Calendar } from '../../../core/time/calendar.ts'
import { DAY_MS } from '../../../core/time/durations.ts'
import type { TextFiles } from '../ports/textFiles.ts'
import type { TimeZones } from '../ports/timeZones.ts'
import { createFieldPicker, hasNoPrice, nothingPicked } from './barFieldPicker.ts'
import type { BarRows } from './barRows.ts'
import { isComment } from './delimiterOf.ts'
import { parseNumber } from './parseNumber.ts'
import { createTimeReader } from './timeReader.ts'

export type BarSource = {
  readonly path: string
  readonly format: SourceFormat
  readonly intervalMs: number
  readonly calendar: Calendar
}

export type ReadNotes = { readonly repeatedTimes: number; readonly skippedTimes: number }

/** Parses a text of bars into `rows`; `onBlock` is called with the bytes read whenever rows should be drained. */
export async function readTextBars(
  ports: { readonly text: TextFiles; readonly zones: TimeZones },
  source: BarSource,
  rows: BarRows,
  onBlock: (bytesRead: number) => Promise<Outcome<void>>,
): Promise<Outcome<ReadNotes>> {
  const { format } = source
  const times = createTimeReader(format.time, format.timeZone, format.newestFirst, ports.zones)
  const handler = rowHandler(source, times, rows)
  const read = await ports.text.readRows(source.path, format, handler, onBlock)
  if (!read.ok) return read
  return success({ repeatedTimes: times.clock?.repeated() ?? 0, skippedTimes: times.clock?.skipped() ?? 0 })
}

function rowHandler(source: BarSource, times: ReturnType<typeof createTimeReader>, rows: BarRows) {
  const { format, calendar } = source
  const { decimal, fieldCount, firstRowLine } = format
  const daily = source.intervalMs === DAY_MS && !calendar.continuous
  let row: readonly string[] = []
  const isFilled = (position: number) => (row[position] ?? '').trim() !== ''
  const pick = createFieldPicker(format, isFilled)
  const picked = nothingPicked()
  const number = (position: number, none: number) => (position < 0 ? none : parseNumber(row[position] ?? '', decimal))
  return (fields: readonly string[], line: number) => {
    if (line < firstRowLine || isComment(fields[0]!)) return
    row = fields
    pick(picked)
    let timeMs = times.read(fields[picked.time] ?? '')
    if (daily && times.wasDateOnly()) timeMs = sessionOfDay(calendar, timeMs)
    // In a row of another width nothing says which field is which.
    const whole = fields.length === fieldCount
    rows.push(
      timeMs,
      whole ? number(picked.open, Number.NaN) : Number.NaN,
      whole ? number(picked.high, Number.NaN) : Number.NaN,
      whole ? number(picked.low, Number.NaN) : Number.NaN,
      whole ? number(picked.close, Number.NaN) : Number.NaN,
      whole ? number(picked.volume, 0) : Number.NaN,
      whole ? number(picked.trades, Number.NaN) : Number.NaN,
      line,
      whole && hasNoPrice(picked, isFilled),
    )
  }
}

/** A date names its session: the daily bar starts at its open. A date without a session stays where it is and is rejected there. */
function sessionOfDay(calendar: Calendar, dayStartMs: number): number {
  if (Number.isNaN(dayStartMs)) return dayStartMs
  return calendar.sessions(dayStartMs, dayStartMs + DAY_MS)[0]?.openMs ?? dayStartMs
}
