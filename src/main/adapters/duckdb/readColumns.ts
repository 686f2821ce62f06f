import type { DuckDBConnection } from '@duckdb/node-api'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type {
  ColumnChunk,
  NamedColumn,
  ParquetField,
  ParquetKind,
  ParquetShape,
  RowRange,
} from '../../engine/ports/barFiles.ts'
import { duckdbTrouble } from './duckdbTrouble.ts'
import { parquetSource, quotedName } from './sqlText.ts'

const CHUNK_ROWS = 65_536

export async function describeParquet(
  connection: DuckDBConnection,
  absolutePath: string,
): Promise<Outcome<ParquetShape>> {
  try {
    const source = parquetSource(absolutePath)
    const described = await connection.runAndReadAll(`describe select * from ${source}`)
    const fields = described
      .getRows()
      .map((row): ParquetField => ({ name: String(row[0]), kind: kindOf(String(row[1])) }))
    return success({ fields, rows: await countRows(connection, source, null) })
  } catch (error) {
    return duckdbTrouble(error, absolutePath)
  }
}

function kindOf(type: string): ParquetKind {
  if (/^(u?(tiny|small|big|huge)int|u?integer|float|double|decimal.*)$/i.test(type)) return 'number'
  if (/^timestamp with time zone$/i.test(type)) return 'instant'
  if (/^(timestamp(_s|_ms|_ns)?|date)$/i.test(type)) return 'wall-clock'
  return /^varchar$/i.test(type) ? 'text' : 'other'
}

/** `values.length` rows of every column straight into shared memory. */
export async function readParquet(
  connection: DuckDBConnection,
  absolutePath: string,
  names: readonly string[],
  range: RowRange | null,
): Promise<Outcome<readonly NamedColumn[]>> {
  try {
    const source = parquetSource(absolutePath)
    const rows = await countRows(connection, source, range)
    const columns = names.map(() => new Float64Array(new SharedArrayBuffer(rows * 8)))
    const expressions = names.map((name) => `coalesce(${quotedName(name)}, 'nan'::double)`)
    let offset = 0
    await eachChunk(connection, `select ${expressions.join(', ')} from ${source}${where(range)}`, (vectors, count) => {
      for (let column = 0; column < columns.length; column++)
        columns[column]!.set(vectors[column]!.subarray(0, count), offset)
      offset += count
      return null
    })
    return success(names.map((name, index) => ({ name, values: columns[index]! })))
  } catch (error) {
    return duckdbTrouble(error, absolutePath)
  }
}

export async function streamParquet(
  connection: DuckDBConnection,
  absolutePath: string,
  names: readonly string[],
  onChunk: ColumnChunk,
): Promise<Outcome<number>> {
  const shape = await describeParquet(connection, absolutePath)
  if (!shape.ok) return shape
  const expressions: string[] = []
  for (const name of names) {
    const field = shape.value.fields.find((one) => one.name === name)
    if (field === undefined || field.kind === 'text' || field.kind === 'other')
      return failure(
        'columns-wrong',
        `The file has no numeric or time column "${name}".`,
        'Name the columns with --columns.',
      )
    expressions.push(numberExpression(field))
  }
  try {
    return await regroup(
      connection,
      `select ${expressions.join(', ')} from ${parquetSource(absolutePath)}`,
      names.length,
      onChunk,
    )
  } catch (error) {
    return duckdbTrouble(error, absolutePath)
  }
}

function numberExpression(field: ParquetField): string {
  const name = quotedName(field.name)
  const numeric = field.kind === 'number' ? `${name}::double` : `(epoch_us(${name}) / 1000)::double`
  return `coalesce(${numeric}, 'nan'::double)`
}

/** DuckDB's 2,048-row vectors gathered into larger chunks. */
async function regroup(
  connection: DuckDBConnection,
  sql: string,
  width: number,
  onChunk: ColumnChunk,
): Promise<Outcome<number>> {
  const gathered = Array.from({ length: width }, () => new Float64Array(CHUNK_ROWS))
  let held = 0
  let rows = 0
  const send = async (): Promise<Outcome<void>> => {
    const sent = held === 0 ? success(undefined) : await onChunk(gathered, held)
    rows += held
    held = 0
    return sent
  }
  const stopped = await eachChunk(connection, sql, async (vectors, count) => {
    for (let column = 0; column < width; column++) gathered[column]!.set(vectors[column]!.subarray(0, count), held)
    held += count
    if (held + 2048 <= CHUNK_ROWS) return null
    const sent = await send()
    return sent.ok ? null : sent
  })
  if (stopped !== null && !stopped.ok) return stopped
  const last = await send()
  return last.ok ? success(rows) : last
}

type VectorHandler = (
  vectors: readonly Float64Array[],
  rows: number,
) => Promise<Outcome<void> | null> | Outcome<void> | null

/** `items`, the Float64Array behind a vector of doubles, is private in the package's types. */
export async function eachChunk(
  connection: DuckDBConnection,
  sql: string,
  handle: VectorHandler,
): Promise<Outcome<void> | null> {
  const result = await connection.stream(sql)
  for (;;) {
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk.rowCount === 0) return null
    const vectors = Array.from(
      { length: result.columnCount },
      (_, column) => (chunk.getColumnVector(column) as unknown as { items: Float64Array }).items,
    )
    const handled = handle(vectors, chunk.rowCount)
    const stop = handled instanceof Promise ? await handled : handled
    if (stop !== null) return stop
  }
}

export async function countRows(connection: DuckDBConnection, source: string, range: RowRange | null): Promise<number> {
  const counted = await connection.runAndReadAll(`select count(*)::double from ${source}${where(range)}`)
  return Number(counted.getRows()[0]?.[0])
}

function where(range: RowRange | null): string {
  if (range === null) return ''
  const name = quotedName(range.column)
  return ` where ${name} >= ${sqlNumber(range.from)} and ${name} < ${sqlNumber(range.below)}`
}

function sqlNumber(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return "'infinity'::double"
  if (value === Number.NEGATIVE_INFINITY) return "'-infinity'::double"
  return `${value}::double`
}
