import { renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import process from 'node:process'
import { DOUBLE, type DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { ColumnWriter } from '../../engine/ports/barFiles.ts'
import { duckdbTrouble } from './duckdbTrouble.ts'
import { globSafe, quotedName, quotedText } from './sqlText.ts'

const PART_ROWS = 524_288
const VECTOR_ROWS = 2048
const ROW_GROUP_ROWS = 122_880
const PULSE_MS = 300

let opened = 0

/** Rows gather in a table; full tables go to part files beside the target, and one copy in order makes the file, of the columns as `projection` (SQL) makes them. */
export async function openParquetWriter(
  connection: DuckDBConnection,
  absolutePath: string,
  names: readonly string[],
  partRows = PART_ROWS,
  projection = '*',
): Promise<ColumnWriter> {
  opened++
  const table = `writer_${opened}`
  const writing = (what: string) =>
    join(dirname(absolutePath), `.${basename(absolutePath)}.${process.pid}-${opened}.${what}.tmp`)
  const target = writing('whole')
  const parts: string[] = []
  const chunk = DuckDBDataChunk.create(names.map(() => DOUBLE))
  let held = 0

  const newTable = () =>
    connection.run(`create or replace table ${table} (${names.map((name) => `${quotedName(name)} double`).join(', ')})`)
  const copy = (source: string, path: string, codec: string) =>
    connection.run(
      `copy (${source}) to ${quotedText(path)} (format parquet, compression ${codec}, row_group_size ${ROW_GROUP_ROWS})`,
    )
  const clear = async () => {
    for (const path of [...parts, target]) rmSync(path, { force: true })
    await connection.run(`drop table if exists ${table}`)
  }
  const guarded = async (act: () => Promise<void>): Promise<Outcome<void>> => {
    try {
      await act()
      return success(undefined)
    } catch (error) {
      await clear()
      if (error instanceof Stopped) throw error.cause
      return duckdbTrouble(error, absolutePath)
    }
  }
  const flushPart = async () => {
    const path = writing(`part-${parts.length}`)
    parts.push(path)
    await copy(`from ${table}`, path, 'snappy')
    await newTable()
    held = 0
  }
  const append = async (columns: readonly Float64Array[], rows: number) => {
    for (let from = 0; from < rows; ) {
      const count = Math.min(rows - from, partRows - held)
      const appender = await connection.createAppender(table)
      appendRows(chunk, columns, from, count, () => appender.appendDataChunk(chunk))
      appender.closeSync()
      held += count
      from += count
      if (held === partRows) await flushPart()
    }
  }
  const finish = async () => {
    const files = parts.map((path) => quotedText(globSafe(path))).join(', ')
    const source = parts.length === 0 ? table : `read_parquet([${files}])`
    await copy(`select ${projection} from ${source}`, target, 'zstd')
    renameSync(target, absolutePath)
    await clear()
  }
  await newTable()
  return {
    append: (columns, rows) => guarded(() => append(columns, rows)),
    finish: (pulse) =>
      guarded(() =>
        withPulse(connection, pulse, async () => {
          if (parts.length > 0 && held > 0) await flushPart()
          await finish()
        }),
      ),
    abandon: clear,
  }
}

/** What `pulse` threw while the database was at work. */
class Stopped extends Error {}

async function withPulse(
  connection: DuckDBConnection,
  pulse: (() => void) | undefined,
  work: () => Promise<void>,
): Promise<void> {
  if (pulse === undefined) return work()
  let stopped: Stopped | null = null
  const timer = setInterval(() => {
    try {
      if (stopped === null) pulse()
    } catch (error) {
      stopped = new Stopped('stopped', { cause: error })
      connection.interrupt()
    }
  }, PULSE_MS)
  try {
    await work()
  } catch (error) {
    throw stopped ?? error
  } finally {
    clearInterval(timer)
  }
}

function appendRows(
  chunk: DuckDBDataChunk,
  columns: readonly Float64Array[],
  from: number,
  count: number,
  send: () => void,
): void {
  for (let done = 0; done < count; done += VECTOR_ROWS) {
    const rows = Math.min(VECTOR_ROWS, count - done)
    chunk.rowCount = rows
    for (let column = 0; column < columns.length; column++) {
      const vector = chunk.getColumnVector(column) as unknown as { items: Float64Array; flush(): void }
      vector.items.set(columns[column]!.subarray(from + done, from + done + rows))
      vector.flush()
    }
    send()
  }
}
