import type { SourceTime } from '../../../core/contract/layer.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { TextFiles, TextHead } from '../ports/textFiles.ts'
import type { TimeZones } from '../ports/timeZones.ts'
import { barColumnsByOrder } from './barColumnsOf.ts'
import { delimiterOf, isComment, type Split } from './delimiterOf.ts'
import type { DescribedFormat, FormatTarget } from './describedFormat.ts'
import { fieldsOf } from './fieldsOf.ts'
import type { FormatOptions } from './importOptions.ts'
import { parseIsoTime } from './parseIsoTime.ts'
import { parseNumber } from './parseNumber.ts'
import { type TimeFormat, timeFormatOf } from './timeFormatOf.ts'
import { textTime } from './timeReader.ts'

const SAMPLE_ROWS = 1000
const SHOWN_ROWS = 5

type Row = { readonly line: number; readonly fields: readonly string[] }
type Body = {
  readonly columnNames: readonly string[] | null
  readonly rows: readonly Row[]
  readonly firstRowLine: number
}

export function textFormat(
  ports: { readonly text: TextFiles; readonly zones: TimeZones },
  head: TextHead,
  options: FormatOptions,
  target: FormatTarget,
): Outcome<Omit<DescribedFormat, 'description'>> {
  const numbered = head.lines
    .map((text, index) => ({ line: index + 1, text }))
    .filter(({ text }) => text.trim() !== '' && !isComment(text))
    .slice(0, SAMPLE_ROWS)
  if (numbered.length === 0)
    return failure('file-empty', 'The file has no rows.', 'Check the download; nothing was imported.')
  const given = options.delimiter === undefined ? null : options.delimiter === 'tab' ? '\t' : options.delimiter
  const split = delimiterOf(
    numbered.map(({ text }) => text),
    ports.text,
    given,
  )
  if (split === null)
    return failure(
      'columns-wrong',
      'The lines of the file cannot be cut into columns.',
      'Give --delimiter (one of , ; | tab), and check that this is a CSV file.',
    )
  const body = bodyOf(
    numbered.map(({ line, text }) => ({ line, fields: ports.text.splitLine(text, split.delimiter) })),
    split,
    options.header,
  )
  if (body.rows.length === 0)
    return failure('file-empty', 'The file has a header and no rows.', 'Check the download; nothing was imported.')
  const decimal = decimalOf(body.rows, split.delimiter)
  const byOrder = () =>
    barColumnsByOrder(
      body.rows.map((row) => row.fields.map((field) => parseNumber(field, decimal))),
      split.fieldCount,
    )
  const fields = fieldsOf(target, options.columns, body.columnNames, split.fieldCount, byOrder)
  if (!fields.ok) return fields
  const timePositions = fields.value.columns[target === 'bars' ? 'time' : 'event']!
  const times = body.rows.map((row) => firstFilled(row.fields, timePositions)).filter((text) => text !== '')
  const time = chosenTime(options, times, ports.zones)
  if (!time.ok) return time
  const zone = zoneOf(time.value, options.timeZone, times[0] ?? '')
  if (!zone.ok) return zone
  const guessed = [
    ...(given === null ? ['delimiter'] : []),
    ...(isGuess(options.header) ? ['header'] : []),
    ...(fields.value.guessed ? ['columns'] : []),
    ...(options.timeUnit === undefined && options.timeFormat === undefined ? ['time'] : []),
    'order',
  ]
  return success({
    format: {
      container: 'text',
      encoding: head.encoding,
      delimiter: split.delimiter,
      decimal,
      firstRowLine: body.firstRowLine,
      fieldCount: split.fieldCount,
      columnNames: body.columnNames === null ? null : [...body.columnNames],
      columns: fields.value.columns,
      time: time.value.time,
      timeZone: zone.value,
      newestFirst: isNewestFirst(times, time.value.time, ports.zones),
      knownDelayMs: fields.value.knownDelayMs,
      guessed,
    },
    sample: body.rows.slice(0, SHOWN_ROWS).map((row) => row.fields),
  })
}

/** Leading lines of another width are comments; the first line of the right width is the header where no field of it is a number or time. */
function bodyOf(lines: readonly Row[], split: Split, header: FormatOptions['header']): Body {
  const start = lines.findIndex((row) => row.fields.length === split.fieldCount)
  const first = lines[start]!
  const isHeader = isGuess(header) ? looksLikeHeader(first.fields) : header === 'yes'
  const rows = lines.slice(isHeader ? start + 1 : start).filter((row) => row.fields.length === split.fieldCount)
  return {
    columnNames: isHeader ? first.fields.map((name) => name.trim()) : null,
    rows,
    firstRowLine: isHeader ? first.line + 1 : first.line,
  }
}

function isGuess(header: FormatOptions['header']): boolean {
  return header === undefined || header === 'guess'
}

function looksLikeHeader(fields: readonly string[]): boolean {
  const iso = { ms: 0, hasOffset: false, dateOnly: false }
  return fields.every((field) => {
    parseIsoTime(field, iso)
    return Number.isNaN(iso.ms) && Number.isNaN(parseNumber(field, '.')) && !/^\d/.test(field.trim())
  })
}

/** A comma is the decimal mark where it does not delimit and numbers carry it. */
function decimalOf(rows: readonly Row[], delimiter: string): '.' | ',' {
  if (delimiter === ',') return '.'
  let commas = 0
  let points = 0
  for (const field of rows.flatMap((row) => row.fields)) {
    if (/^\s*-?\d+,\d+\s*$/.test(field)) commas++
    if (/^\s*-?\d+\.\d+\s*$/.test(field)) points++
  }
  return commas > points ? ',' : '.'
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
