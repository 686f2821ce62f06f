import { join } from 'node:path'
import type { Outcome } from '../../../src/core/outcome/outcome.ts'
import { sha256 } from '../../../src/main/adapters/hash/sha256.ts'
import { openLedger } from '../../../src/main/adapters/sqlite/ledger.ts'
import type { Ledger } from '../../../src/main/engine/ports/ledger.ts'

export function valueFrom<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.trouble.code}: ${outcome.trouble.message}`)
  return outcome.value
}

export function codeOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'ok' : outcome.trouble.code
}

export function ledgerIn(folder: string): Ledger {
  return valueFrom(openLedger({ path: join(folder, 'ledger.sqlite'), mode: 'write', hash: sha256 }))
}

export const SPAN = { fromMs: 0, toMs: 1000 }

export function block(runId: string, ids: readonly string[], stage = 'select') {
  return { runId, symbols: 'BTC+ETH', interval: '1h', span: SPAN, stage, ids }
}

export function results(runId: string, sharpes: Readonly<Record<string, number | null>>, stage = 'select') {
  return { runId, symbols: 'BTC+ETH', stage, sharpes: Object.entries(sharpes).map(([id, sharpe]) => ({ id, sharpe })) }
}
