import type { FetchKind } from '../../../core/contract/fetchKinds.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { Job } from '../jobs/job.ts'
import type { Clock } from '../ports/clock.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { assumptions } from './assumptions.ts'
import { writeRecord } from './fetchRecords.ts'
import type { FetchTerms } from './fetchTerms.ts'

const SHOWN_MISSING = 6

/** `missing`: months or days that the source does not have. `unverified`: archives without a published checksum. */
export type FetchedSymbol = {
  readonly symbol: string
  readonly market: string
  readonly rows: number
  readonly archives: number
  readonly fromInterface: number
  readonly known: number
  readonly missing: readonly string[]
  readonly unverified: number
  readonly unreadable: number
}

/** Keeps and tells what came, once its rows are in the data. */
export function tellFetched(
  { files, clock }: { readonly files: GuardedFiles; readonly clock: Clock },
  terms: FetchTerms,
  source: string,
  symbols: readonly FetchedSymbol[],
  job: Job,
): Outcome<void> {
  const { kind, tableName, period, fromMs, toMs } = terms
  for (const one of symbols) {
    const written = writeRecord(files, {
      schemaVersion: 1,
      ...{ kind, table: kind === 'klines' ? null : tableName, period: period.label, source },
      ...{ fromMs, toMs, atMs: clock.nowMs(), ...one, missing: [...one.missing], notes: [...assumptions(terms)] },
    })
    if (!written.ok) return written
    job.note(symbolText(kind, one))
  }
  return success(undefined)
}

function symbolText(kind: FetchKind, { symbol, market, rows, known, missing }: FetchedSymbol): string {
  const lacks = missing.length === 0 ? 'nothing is missing' : `missing: ${shortList(missing)}`
  const before = known === 0 ? '' : `, ${known} files were here already`
  return `${symbol}: ${rows} new rows of ${kind} of ${market}${before}, ${lacks}`
}

function shortList(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN_MISSING).join(', ')
  return names.length > SHOWN_MISSING ? `${shown} and ${names.length - SHOWN_MISSING} more` : shown
}
