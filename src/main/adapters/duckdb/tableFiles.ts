import { renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import process from 'node:process'
import { DOUBLE, type DuckDBConnection, VARCHAR } from '@duckdb/node-api'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { TableColumn } from '../../engine/ports/barFiles.ts'
import { duckdbTrouble } from './duckdbTrouble.ts'
import { parquetSource, quotedName, quotedText } from './sqlText.ts'

function temporaryBeside(absolutePath: string): string {
  return join(dirname(absolutePath), `.${basename(absolutePath)}.${process.pid}.tmp`)
}

export async function writeTable(
  connection: DuckDBConnection,
  absolutePath: string,
  columns: readonly TableColumn[],
): Promise<Outcome<void>> {
  const temporary = temporaryBeside(absolutePath)
  const types = columns.map((column) => `${quotedName(column.name)} ${'values' in column ? 'double' : 'varchar'}`)
  try {
    await connection.run(`create or replace table table_writer (${types.join(', ')})`)
    const appender = await connection.createAppender('table_writer')
    const first = columns[0]
    const rows = first === undefined ? 0 : 'values' in first ? first.values.length : first.texts.length
    for (let row = 0; row < rows; row++) {
      for (const column of columns) {
        if ('values' in column) appender.appendValue(column.values[row]!, DOUBLE)
        else if (column.texts[row] === '') appender.appendNull()
        else appender.appendValue(column.texts[row]!, VARCHAR)
      }
      appender.endRow()
    }
    appender.closeSync()
    await connection.run(`copy (from table_writer) to ${quotedText(temporary)} (format parquet, compression zstd)`)
    renameSync(temporary, absolutePath)
    return success(undefined)
  } catch (error) {
    rmSync(temporary, { force: true })
    return duckdbTrouble(error, absolutePath)
  } finally {
    await connection.run('drop table if exists table_writer')
  }
}

/** Numbers and times become Float64Arrays (times in milliseconds), everything else text. */
export async function readTable(
  connection: DuckDBConnection,
  absolutePath: string,
): Promise<Outcome<readonly TableColumn[]>> {
  try {
    const reader = await connection.runAndReadAll(`select * from ${parquetSource(absolutePath)}`)
    const names = reader.columnNames()
    const types = reader.columnTypes().map(String)
    const columns = reader.getColumnsJS()
    return success(
      names.map((name, index): TableColumn => {
        const cells = columns[index] ?? []
        if (/^(DATE|TIMESTAMP)/.test(types[index]!))
          return {
            name,
            values: Float64Array.from(cells, (cell) => (cell instanceof Date ? cell.getTime() : Number.NaN)),
          }
        if (/^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL)/.test(types[index]!))
          return { name, values: Float64Array.from(cells, (cell) => (cell === null ? Number.NaN : Number(cell))) }
        return { name, texts: cells.map((cell) => (cell === null ? '' : String(cell))) }
      }),
    )
  } catch (error) {
    return duckdbTrouble(error, absolutePath)
  }
}
