import type Database from 'better-sqlite3'
import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import type { Hash } from '../../../core/contract/hash.ts'
import type { LedgerEntry } from '../../../core/contract/ledger.ts'

export type EntryRow = {
  readonly seq: number
  readonly kind: string
  readonly run_id: string
  readonly symbols: string
  readonly payload: string
  readonly prev_hash: string
  readonly hash: string
}

export type NewEntry = {
  readonly kind: LedgerEntry['kind']
  readonly runId: string
  readonly symbols: string
  readonly payload: LedgerEntry['payload']
}

export type Head = { readonly seq: number; readonly hash: string }

/** What the first entry follows. */
export const FIRST_HASH = '0'.repeat(64)

export function entryHash(hash: Hash, row: Omit<EntryRow, 'hash'>): string {
  const payload: unknown = JSON.parse(row.payload)
  const { seq, kind, symbols } = row
  return hash(canonicalJson({ seq, kind, symbols, payload, runId: row.run_id, prevHash: row.prev_hash }))
}

export function headOf(database: Database.Database): Head {
  return database.prepare<[], Head>('SELECT seq, hash FROM head').get() ?? { seq: 0, hash: FIRST_HASH }
}

/** To be called inside an immediate transaction, after everything that can refuse. Answers the entry's number. */
export function appendEntry(database: Database.Database, hash: Hash, entry: NewEntry): number {
  const head = headOf(database)
  const row = {
    seq: head.seq + 1,
    kind: entry.kind,
    run_id: entry.runId,
    symbols: entry.symbols,
    payload: canonicalJson(entry.payload),
    prev_hash: head.hash,
  }
  const own = entryHash(hash, row)
  database
    .prepare('INSERT INTO entries (seq, kind, run_id, symbols, payload, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(row.seq, row.kind, row.run_id, row.symbols, row.payload, row.prev_hash, own)
  database.prepare('INSERT OR REPLACE INTO head (one, seq, hash) VALUES (1, ?, ?)').run(row.seq, own)
  return row.seq
}
