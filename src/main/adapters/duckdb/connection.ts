import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let instance: Promise<DuckDBInstance> | null = null
let writing: Promise<DuckDBConnection> | null = null

/** For statements that end before the next one begins. */
export function sharedConnection(): Promise<DuckDBConnection> {
  writing ??= newConnection()
  return writing
}

/** For a result that is read while other statements run: a new statement ends the open result of its connection. */
export async function newConnection(): Promise<DuckDBConnection> {
  instance ??= open()
  const connection = await (await instance).connect()
  await connection.run("set TimeZone = 'UTC'")
  return connection
}

/**
 * The one in-memory database of this process. One thread, so that files have the same bytes every time; no extension is ever
 * fetched; it never spills (its default would be a folder beside the working directory).
 */
function open(): Promise<DuckDBInstance> {
  return DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    memory_limit: '300MB',
    threads: '1',
    temp_directory: '',
    preserve_insertion_order: 'true',
  })
}
