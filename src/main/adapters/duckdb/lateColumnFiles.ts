import type { ColumnFiles } from '../../engine/ports/barFiles.ts'

/** The same, where DuckDB is loaded with the first file: an engine that starts has no use for it yet. */
export const lateColumnFiles: ColumnFiles = {
  writeParquet: async (...given) => (await files()).writeParquet(...given),
  openParquet: async (...given) => (await files()).openParquet(...given),
  readParquet: async (...given) => (await files()).readParquet(...given),
  streamParquet: async (...given) => (await files()).streamParquet(...given),
  describeParquet: async (...given) => (await files()).describeParquet(...given),
  writeTable: async (...given) => (await files()).writeTable(...given),
  readTable: async (...given) => (await files()).readTable(...given),
  writeFrame: async (...given) => (await files()).writeFrame(...given),
  readFrame: async (...given) => (await files()).readFrame(...given),
}

async function files(): Promise<ColumnFiles> {
  return (await import('./columnFiles.ts')).duckdbColumnFiles
}
