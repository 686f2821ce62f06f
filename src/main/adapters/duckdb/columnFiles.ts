import type { DuckDBConnection } from '@duckdb/node-api'
import { success } from '../../../core/outcome/outcome.ts'
import type { ColumnFiles } from '../../engine/ports/barFiles.ts'
import { newConnection, sharedConnection } from './connection.ts'
import { duckdbTrouble } from './duckdbTrouble.ts'
import { readFrame, writeFrame } from './frameFiles.ts'
import { openParquetWriter } from './parquetWriter.ts'
import { describeParquet, readParquet, streamParquet } from './readColumns.ts'
import { readTable, writeTable } from './tableFiles.ts'

export const duckdbColumnFiles: ColumnFiles = {
  writeParquet: async (path, columns) => {
    const names = columns.map((column) => column.name)
    const values = columns.map((column) => column.values)
    try {
      const writer = await openParquetWriter(await sharedConnection(), path, names)
      const appended = await writer.append(values, values[0]?.length ?? 0)
      return appended.ok ? await writer.finish() : appended
    } catch (error) {
      return duckdbTrouble(error, path)
    }
  },
  openParquet: async (path, names, partRows) =>
    success(await openParquetWriter(await sharedConnection(), path, names, partRows)),
  readParquet: (path, names, range) => reading((connection) => readParquet(connection, path, names, range ?? null)),
  streamParquet: (path, names, onChunk) => reading((connection) => streamParquet(connection, path, names, onChunk)),
  describeParquet: (path) => reading((connection) => describeParquet(connection, path)),
  writeTable: async (path, columns) => writeTable(await sharedConnection(), path, columns),
  readTable: (path) => reading((connection) => readTable(connection, path)),
  writeFrame: async (path, columns) => writeFrame(await sharedConnection(), path, columns),
  readFrame: (path) => reading((connection) => readFrame(connection, path)),
}

async function reading<T>(read: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const connection = await newConnection()
  try {
    return await read(connection)
  } finally {
    connection.closeSync()
  }
}
