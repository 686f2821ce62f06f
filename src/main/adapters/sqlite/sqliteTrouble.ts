import Database from 'better-sqlite3'
import { type Failure, failure } from '../../../core/outcome/outcome.ts'

/** How a database is spoken of: `noun` begins sentences, `prefix` begins codes. */
export type DatabaseName = { readonly noun: string; readonly prefix: string }

/** Translates an error of SQLite once; anything else is a bug and is thrown on. */
export function sqliteTrouble(error: unknown, name: DatabaseName): Failure {
  if (!(error instanceof Database.SqliteError)) throw error
  const code = error.code
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return failure(
      `${name.prefix}-busy`,
      `${name.noun} is in use by another process.`,
      'Wait a moment and run the same command again.',
    )
  }
  if (code === 'SQLITE_FULL') {
    return failure(
      'disk-full',
      `The disk is full: ${name.noun} could not be written.`,
      'Free some space and run the same command again.',
    )
  }
  if (/^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)/.test(code)) {
    return failure(
      'not-writable',
      `${name.noun} cannot be opened for writing.`,
      'Check the rights of the home folder, or choose another with --home.',
    )
  }
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) {
    return failure(
      `${name.prefix}-unreadable`,
      `${name.noun} is damaged: it is not a readable database.`,
      'Restore the file from a backup; the program does not repair it.',
    )
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return failure(
      'disk-trouble',
      `${name.noun} could not be read or written (${code}).`,
      'Check the disk, then run the same command again.',
    )
  }
  throw error
}
