import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { type DatabaseName, sqliteTrouble } from './sqliteTrouble.ts'

const BUSY_TIMEOUT_MS = 10_000
const WAL_ATTEMPTS = 100
const CACHE_KIB = 16_384

export type DatabasePlan = {
  readonly path: string
  readonly mode: 'read' | 'write'
  readonly name: DatabaseName
  /** SQL that makes version 1 from nothing; `user_version` tells which version a file has. */
  readonly schema: string
  /** Tables that version 2 has besides; null: there is no version 2. A file of version 1 gets them when it is opened for writing, and is read as if they were empty. */
  readonly additions?: readonly string[] | null
}

/** A file of a later version is refused (`<prefix>-too-new`). Reading where nothing was written yet gives an empty database in memory. */
export function openDatabase(plan: DatabasePlan): Outcome<Database.Database> {
  if (plan.mode === 'write' && !existsSync(dirname(plan.path))) return folderMissing(plan.name)
  let database: Database.Database | null = null
  try {
    database = plan.mode === 'write' ? openForWriting(plan) : openForReading(plan)
    const version = versionOf(database)
    if (version <= newest(plan)) return success(database)
    database.close()
    return failure(
      `${plan.name.prefix}-too-new`,
      `${plan.name.noun} was written by a newer version of the program (format ${version}).`,
      'Update the program, or use another home with --home.',
    )
  } catch (error) {
    database?.close()
    return sqliteTrouble(error, plan.name)
  }
}

function newest({ additions = null }: DatabasePlan): number {
  return additions === null ? 1 : 2
}

function openForWriting(plan: DatabasePlan): Database.Database {
  const database = new Database(plan.path, { timeout: BUSY_TIMEOUT_MS })
  try {
    switchToWal(database)
    makeSchema(database, plan)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** A file without a version was left by a process that was killed while it made it. */
function openForReading(plan: DatabasePlan): Database.Database {
  if (existsSync(plan.path)) {
    const database = new Database(plan.path, { readonly: true, timeout: BUSY_TIMEOUT_MS })
    if (versionOf(database) === 1) for (const table of plan.additions ?? []) database.exec(`CREATE TEMP TABLE ${table}`)
    if (versionOf(database) !== 0) return database
    database.close()
  }
  const empty = new Database(':memory:')
  makeSchema(empty, plan)
  return empty
}

function folderMissing(name: DatabaseName): Outcome<never> {
  return failure(
    'folder-missing',
    `${name.noun} cannot be opened: its folder does not exist.`,
    'Check --home; `assay workspace create` makes a home.',
  )
}

/** SQLite answers "busy" at once, without waiting, to a second process that switches at the same time. */
function switchToWal(database: Database.Database): void {
  for (let attempt = 1; ; attempt++) {
    try {
      database.pragma('journal_mode = WAL')
      break
    } catch (error) {
      if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_BUSY') || attempt === WAL_ATTEMPTS)
        throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    }
  }
  database.pragma('synchronous = FULL')
  database.pragma(`cache_size = -${CACHE_KIB}`)
}

function makeSchema(database: Database.Database, plan: DatabasePlan): void {
  if (versionOf(database) >= newest(plan)) return
  database
    .transaction(() => {
      const version = versionOf(database)
      if (version >= newest(plan)) return
      if (version === 0) database.exec(plan.schema)
      for (const table of plan.additions ?? []) database.exec(`CREATE TABLE ${table}`)
      database.pragma(`user_version = ${newest(plan)}`)
    })
    .immediate()
}

function versionOf(database: Database.Database): number {
  return Number(database.pragma('user_version', { simple: true }))
}
