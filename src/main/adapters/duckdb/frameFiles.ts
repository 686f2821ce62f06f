import type { DuckDBConnection } from '@duckdb/node-api'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { FrameColumn, ParquetField } from '../../engine/ports/barFiles.ts'
import { duckdbTrouble } from './duckdbTrouble.ts'
import { openParquetWriter } from './parquetWriter.ts'
import { countRows, describeParquet, eachChunk } from './readColumns.ts'
import { parquetSource, quotedName, quotedText } from './sqlText.ts'

/** What is held before it goes to a part file, in numbers: the database may hold 300 MB. */
const HELD_NUMBERS = 12_000_000
const MOST_PART_ROWS = 524_288
const LEAST_PART_ROWS = 4_096

export async function writeFrame(
  connection: DuckDBConnection,
  absolutePath: string,
  columns: readonly FrameColumn[],
): Promise<Outcome<void>> {
  const names = columns.map(({ name }) => name)
  const values = columns.map(numbersOf)
  const partRows = Math.floor(HELD_NUMBERS / Math.max(1, columns.length))
  try {
    const writer = await openParquetWriter(
      connection,
      absolutePath,
      names,
      Math.min(MOST_PART_ROWS, Math.max(LEAST_PART_ROWS, partRows)),
      columns.map((column) => `${projected(column)} as ${quotedName(column.name)}`).join(', '),
    )
    const appended = await writer.append(values, values[0]?.length ?? 0)
    return appended.ok ? await writer.finish() : appended
  } catch (error) {
    return duckdbTrouble(error, absolutePath)
  }
}

function numbersOf(column: FrameColumn): Float64Array {
  switch (column.kind) {
    case 'number':
      return column.values
    case 'instant':
      return column.timesMs
    case 'text':
      return Float64Array.from(column.places)
  }
}

/** The plain type of a column, made of the double that was appended. */
function projected(column: FrameColumn): string {
  const name = quotedName(column.name)
  switch (column.kind) {
    case 'number':
      return `case when isnan(${name}) then null else ${name} end`
    case 'instant':
      return `case when isnan(${name}) then null else epoch_ms(${name}::bigint)::timestamp_ms end`
    case 'text':
      return `list_extract([${column.texts.map(quotedText).join(', ')}]::varchar[], ${name}::bigint + 1)`
  }
}

export async function readFrame(
  connection: DuckDBConnection,
  absolutePath: string,
): Promise<Outcome<readonly FrameColumn[]>> {
  const shape = await describeParquet(connection, absolutePath)
  if (!shape.ok) return shape
  const { fields } = shape.value
  const odd = fields.find(({ kind }) => kind === 'other')
  if (odd !== undefined)
    return failure(
      'columns-wrong',
      `The column "${odd.name}" is neither a number nor a time nor a text.`,
      'It is not a file of this program.',
    )
  try {
    const source = parquetSource(absolutePath)
    const texts = new Map<string, readonly string[]>()
    for (const { name, kind } of fields) if (kind === 'text') texts.set(name, await textsOf(connection, source, name))
    const rows = await countRows(connection, source, null)
    const read = fields.map(() => new Float64Array(rows))
    const wanted = fields.map((field) => numberOf(field, texts.get(field.name) ?? []))
    let offset = 0
    await eachChunk(connection, `select ${wanted.join(', ')} from ${source}`, (vectors, count) => {
      read.forEach((values, column) => {
        values.set(vectors[column]!.subarray(0, count), offset)
      })
      offset += count
      return null
    })
    return success(fields.map((field, column) => frameColumn(field, read[column]!, texts.get(field.name) ?? [])))
  } catch (error) {
    return duckdbTrouble(error, absolutePath)
  }
}

async function textsOf(connection: DuckDBConnection, source: string, name: string): Promise<readonly string[]> {
  const column = quotedName(name)
  const found = await connection.runAndReadAll(
    `select distinct ${column} from ${source} where ${column} is not null order by ${column}`,
  )
  return found.getRows().map(([text]) => String(text))
}

/** A text as its place among all texts of its column, by the places of an enumeration. */
function numberOf({ name, kind }: ParquetField, texts: readonly string[]): string {
  const column = quotedName(name)
  if (kind === 'number') return `coalesce(${column}::double, 'nan'::double)`
  if (kind !== 'text') return `coalesce(epoch_ms(${column})::double, 'nan'::double)`
  if (texts.length === 0) return "'nan'::double"
  return `coalesce(enum_code(${column}::enum(${texts.map(quotedText).join(', ')}))::double, 'nan'::double)`
}

function frameColumn({ name, kind }: ParquetField, values: Float64Array, texts: readonly string[]): FrameColumn {
  if (kind === 'number') return { name, kind: 'number', values }
  if (kind !== 'text') return { name, kind: 'instant', timesMs: values }
  return { name, kind: 'text', places: Int32Array.from(values, (place) => (Number.isNaN(place) ? -1 : place)), texts }
}
