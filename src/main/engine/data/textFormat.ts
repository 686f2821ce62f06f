import type { SourceFormat, SourceTime } from '../../../core/contract/layer.ts'
import { type Failure, failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { TextFiles, TextHead } from '../ports/textFiles.ts'
import type { TimeZones } from '../ports/timeZones.ts'
import { barColumnsByOrder } from './barColumnsOf.ts'
import type { Split } from './delimiterOf.ts'
import type { FileLook, FormatTarget } from './describedFormat.ts'
import { type Fields, fieldsOf, likelyBarColumns } from './fieldsOf.ts'
import type { FormatOptions } from './importOptions.ts'
import { parseIsoTime } from './parseIsoTime.ts'
import { parseNumber } from './parseNumber.ts'
import { isGuess, type TextParts, textParts } from './textParts.ts'
import { type TimeFormat, timeFormatOf } from './timeFormatOf.ts'
import { textTime } from './timeReader.ts'

const SHOWN_ROWS = 5

/** What the first lines show, and how the file is read where that can be told. Errors: `file-empty`. */
export function textFormat(
  ports: { readonly text: TextFiles; readonly zones: TimeZones },
  head: TextHead,
  options: FormatOptions,
  target: FormatTarget,
): Outcome<FileLook> {
  const parted = textParts(ports.text, head, options)
  if (!parted.ok) return parted
  const { split, columnNames, rows } = parted.value
  const seen = { columnNames, sample: rows.slice(0, SHOWN_ROWS).map((row) => row.fields) }
  if (split === null) return success({ ...seen, columns: {}, read: notCut() })
  const fields = textFields(parted.value, split.fieldCount, options, target)
  if (!fields.ok) return success({ ...seen, columns: likelyBarColumns(target, options, columnNames), read: fields })
  const format = formatOf(parted.value, split, fields.value, { ports, head, options, target })
  const read = format.ok ? success({ format: format.value, sample: seen.sample }) : format
  return success({ ...seen, columns: fields.value.columns, read })
}

function notCut(): Failure {
  return failure(
    'columns-wrong',
    'The lines of the file cannot be cut into columns.',
    'Give --delimiter (one of , ; | tab), and check that this is a CSV file.',
  )
}

function textFields(
  { columnNames, rows, decimal }: TextParts,
  fieldCount: number,
  options: FormatOptions,
  target: FormatTarget,
): Outcome<Fields> {
  const byOrder = () =>
    barColumnsByOrder(
      rows.map((row) => row.fields.map((field) => parseNumber(field, decimal))),
      fieldCount,
    )
  return fieldsOf(target, options.columns, columnNames, fieldCount, byOrder)
}

type Asked = {
  readonly ports: { readonly zones: TimeZones }
  readonly head: TextHead
  readonly options: FormatOptions
  readonly target: FormatTarget
}

function formatOf(
  parts: TextParts,
  split: Split,
  fields: Fields,
  { ports, head, options, target }: Asked,
): Outcome<SourceFormat> {
  const timePositions = fields.columns[target === 'bars' ? 'time' : 'event']!
  const times = parts.rows.map((row) => firstFilled(row.fields, timePositions)).filter((text) => text !== '')
  const time = chosenTime(options, times, ports.zones)
  if (!time.ok) return time
  const zone = zoneOf(time.value, options.timeZone, times[0] ?? '')
  if (!zone.ok) return zone
  const guessed = [
    ...(options.delimiter === undefined ? ['delimiter'] : []),
    ...(isGuess(options.header) ? ['header'] : []),
    ...(fields.guessed ? ['columns'] : []),
    ...(options.timeUnit === undefined && options.timeFormat === undefined ? ['time'] : []),
    'order',
  ]
  return success({
    container: 'text',
    encoding: head.encoding,
    delimiter: split.delimiter,
    decimal: parts.decimal,
    firstRowLine: parts.firstRowLine,
    fieldCount: split.fieldCount,
    columnNames: parts.columnNames === null ? null : [...parts.columnNames],
    columns: fields.columns,
    time: time.value.time,
    timeZone: zone.value,
    newestFirst: isNewestFirst(times, time.value.time, ports.zones),
    knownDelayMs: fields.knownDelayMs,
    guessed,
  })
}

function firstFilled(fields: readonly string[], positions: readonly number[]): string {
  for (const position of positions) {
    const field = fields[position]?.trim() ?? ''
    if (field !== '') return field
  }
  return ''
}

function chosenTime(options: FormatOptions, times: readonly string[], zones: TimeZones): Outcome<TimeFormat> {
  if (options.timeFormat !== undefined) {
    const time: SourceTime = { kind: 'pattern', tokens: options.timeFormat }
    return checked({ time, carriesOffset: zones.pattern(options.timeFormat).carriesOffset }, times, zones)
  }
  if (options.timeUnit === undefined) return timeFormatOf(times, zones)
  if (options.timeUnit !== 'iso')
    return checked({ time: { kind: 'epoch', unit: options.timeUnit }, carriesOffset: true }, times, zones)
  const iso = { ms: 0, hasOffset: false, dateOnly: false }
  const offsets = times.every((text) => {
    parseIsoTime(text, iso)
    return iso.hasOffset
  })
  return checked({ time: { kind: 'iso' }, carriesOffset: offsets }, times, zones)
}

function checked(format: TimeFormat, times: readonly string[], zones: TimeZones): Outcome<TimeFormat> {
  const reader = textTime(format.time, zones)
  const readable = times.filter((text) => {
    reader.parse(text)
    return !Number.isNaN(reader.state.ms)
  })
  if (readable.length * 2 >= times.length && readable.length > 0) return success(format)
  return failure(
    'time-format-wrong',
    `Times such as "${times[0] ?? ''}" are not written as said.`,
    'Check --time-unit or --time-format, or leave them out to have the form told from the file.',
  )
}

function zoneOf(format: TimeFormat, given: string | undefined, example: string): Outcome<string | null> {
  if (format.carriesOffset) return success(null)
  if (given !== undefined) return success(given)
  return failure(
    'time-zone-needed',
    `The times of the file ("${example}") do not say in which zone they are.`,
    'Say it: --tz UTC, or the zone of the exchange, such as --tz America/New_York. Assay does not guess a time zone.',
  )
}

function isNewestFirst(times: readonly string[], time: SourceTime, zones: TimeZones): boolean {
  const reader = textTime(time, zones)
  let previous = Number.NaN
  let steps = 0
  for (const text of times) {
    reader.parse(text)
    const ms = reader.state.ms
    if (ms > previous) steps++
    if (ms < previous) steps--
    if (!Number.isNaN(ms)) previous = ms
  }
  return steps < 0
}
