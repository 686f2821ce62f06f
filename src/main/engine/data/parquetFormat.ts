import type { SourceFormat, SourceTime } from '../../../core/contract/layer.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import type { ColumnFiles, ParquetField, ParquetKind, ParquetShape } from '../ports/barFiles.ts'
import type { FileLook, FormatTarget } from './describedFormat.ts'
import { type Fields, fieldsOf, likelyBarColumns } from './fieldsOf.ts'
import type { FormatOptions } from './importOptions.ts'
import { timeFormatOf } from './timeFormatOf.ts'

const SAMPLE_ROWS = 1000
const SHOWN_ROWS = 5

export async function parquetFormat(
  columns: ColumnFiles,
  absolutePath: string,
  options: FormatOptions,
  target: FormatTarget,
): Promise<Outcome<FileLook>> {
  const shape = await columns.describeParquet(absolutePath)
  if (!shape.ok) return shape
  if (shape.value.rows === 0) return failure('file-empty', 'The file has no rows.', 'Nothing was imported.')
  const names = shape.value.fields.map((field) => field.name)
  const shown = await shownRows(columns, absolutePath, shape.value)
  if (!shown.ok) return shown
  const seen = { columnNames: names, sample: shown.value }
  const fields = fieldsOf(target, options.columns, names, names.length, () =>
    failure('columns-needed', 'No names.', ''),
  )
  if (!fields.ok) return success({ ...seen, columns: likelyBarColumns(target, options, names), read: fields })
  const position = fields.value.columns[target === 'bars' ? 'time' : 'event']?.[0] ?? 0
  const samples = await sampleOf(columns, absolutePath, shape.value, position)
  if (!samples.ok) return samples
  const time = timeOf(shape.value, position, samples.value, options)
  const format = time.ok ? success(formatOf(names, fields.value, time.value, samples.value)) : time
  const read = format.ok ? success({ format: format.value, sample: shown.value }) : format
  return success({ ...seen, columns: fields.value.columns, read })
}

function formatOf(
  names: readonly string[],
  fields: Fields,
  { time, timeZone }: { readonly time: SourceTime; readonly timeZone: string | null },
  samples: readonly number[],
): SourceFormat {
  return {
    container: 'parquet',
    encoding: 'utf-8',
    delimiter: '',
    decimal: '.',
    firstRowLine: 1,
    fieldCount: names.length,
    columnNames: [...names],
    columns: fields.columns,
    time,
    timeZone,
    newestFirst: (samples[0] ?? 0) > (samples[samples.length - 1] ?? 0),
    knownDelayMs: fields.knownDelayMs,
    guessed: [...(fields.guessed ? ['columns'] : []), 'time', 'order'],
  }
}

/** The first rows as texts; a column that holds neither numbers nor times says what it is. */
async function shownRows(
  columns: ColumnFiles,
  absolutePath: string,
  { fields }: ParquetShape,
): Promise<Outcome<readonly (readonly string[])[]>> {
  const readable = fields.filter(({ kind }) => kind !== 'text' && kind !== 'other')
  let shown: readonly (readonly string[])[] = []
  if (readable.length === 0) return success(shown)
  const names = readable.map(({ name }) => name)
  const enough = failure('enough', 'The sample is full.', '')
  const read = await columns.streamParquet(absolutePath, names, async (values, rows) => {
    const cell = (field: ParquetField, row: number) => {
      const value = values[readable.indexOf(field)]?.[row]
      return value === undefined ? `(${field.kind})` : cellText(field.kind, value)
    }
    shown = Array.from({ length: Math.min(rows, SHOWN_ROWS) }, (_, row) => fields.map((field) => cell(field, row)))
    return enough
  })
  return read.ok || read.trouble.code === 'enough' ? success(shown) : read
}

function cellText(kind: ParquetKind, value: number): string {
  if (Number.isNaN(value)) return ''
  if (kind === 'number') return `${value}`
  return kind === 'instant' ? isoTime(value) : isoTime(value).replace('T', ' ').replace('Z', '')
}

function timeOf(
  shape: ParquetShape,
  position: number,
  samples: readonly number[],
  options: FormatOptions,
): Outcome<{ time: SourceTime; timeZone: string | null }> {
  const kind = shape.fields[position]?.kind
  if (kind === 'instant') return success({ time: { kind: 'typed' }, timeZone: null })
  if (kind === 'wall-clock') {
    if (options.timeZone !== undefined) return success({ time: { kind: 'typed' }, timeZone: options.timeZone })
    return failure(
      'time-zone-needed',
      'The times of the file do not say in which zone they are.',
      'Say it: --tz UTC, or the zone of the exchange, such as --tz America/New_York. Assay does not guess a time zone.',
    )
  }
  if (kind !== 'number')
    return failure(
      'columns-wrong',
      'The time column of the Parquet file is neither a time nor a number.',
      'Store times as TIMESTAMP or as epoch numbers, or import the data as CSV.',
    )
  const unit = options.timeUnit
  if (unit !== undefined && unit !== 'iso') return success({ time: { kind: 'epoch', unit }, timeZone: null })
  const guessed = timeFormatOf(
    samples.filter(Number.isFinite).map((value) => value.toFixed(0)),
    { has: () => false, instants: () => () => 0, pattern: () => ({ carriesOffset: false, parse: () => Number.NaN }) },
  )
  return guessed.ok ? success({ time: guessed.value.time, timeZone: null }) : guessed
}

async function sampleOf(
  columns: ColumnFiles,
  absolutePath: string,
  shape: ParquetShape,
  position: number,
): Promise<Outcome<readonly number[]>> {
  const field = shape.fields[position]
  if (field === undefined || field.kind === 'text' || field.kind === 'other') return success([])
  const samples: number[] = []
  const enough = failure('enough', 'The sample is full.', '')
  const read = await columns.streamParquet(absolutePath, [field.name], async ([times], rows) => {
    for (let row = 0; row < Math.min(rows, SAMPLE_ROWS); row++) samples.push(times![row]!)
    return enough
  })
  return read.ok || read.trouble.code === 'enough' ? success(samples) : read
}
