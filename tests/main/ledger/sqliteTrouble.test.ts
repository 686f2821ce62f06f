import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { sha256 } from '../../../src/main/adapters/hash/sha256.ts'
import { openLedger } from '../../../src/main/adapters/sqlite/ledger.ts'
import { sqliteTrouble } from '../../../src/main/adapters/sqlite/sqliteTrouble.ts'
import { block, codeOf, ledgerIn } from './ledgerFixture.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const NAME = { noun: 'The trial ledger', prefix: 'ledger' }

test.each([
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_BUSY_SNAPSHOT', 'ledger-busy'],
  ['SQLITE_READONLY_DIRECTORY', 'not-writable'],
  ['SQLITE_CANTOPEN', 'not-writable'],
  ['SQLITE_CORRUPT', 'ledger-unreadable'],
  ['SQLITE_NOTADB', 'ledger-unreadable'],
  ['SQLITE_IOERR_WRITE', 'disk-trouble'],
])('%s is %s', (code, expected) => {
  const outcome = sqliteTrouble(new Database.SqliteError('x', code), NAME)
  expect(codeOf(outcome)).toBe(expected)
  expect(outcome.trouble.message).toContain('he trial ledger')
})

test('a wrong statement or any other error is a bug', () => {
  expect(() => sqliteTrouble(new Database.SqliteError('x', 'SQLITE_ERROR'), NAME)).toThrow()
  expect(() => sqliteTrouble(new RangeError('y'), NAME)).toThrow('y')
})

test('a ledger opened for reading refuses to be written', () => {
  const folder = temporaryFolder()
  ledgerIn(folder).close()
  const opened = openLedger({ path: join(folder, 'ledger.sqlite'), mode: 'read', hash: sha256 })
  expect(opened.ok && codeOf(opened.value.appendTrials(block('one', ['a'])))).toBe('not-writable')
})

test.skipIf(process.getuid?.() === 0)('a home without write permission', () => {
  const folder = temporaryFolder()
  chmodSync(folder, 0o500)
  const outcome = openLedger({ path: join(folder, 'ledger.sqlite'), mode: 'write', hash: sha256 })
  chmodSync(folder, 0o700)
  expect(codeOf(outcome)).toBe('not-writable')
})
