import type { LedgerEntry } from '../../../../core/contract/ledger.ts'
import type { LedgerTotals } from '../../../engine/ports/ledger.ts'
import { tableText } from './tableText.ts'

export type LedgerView = { readonly totals: readonly LedgerTotals[]; readonly entries: readonly LedgerEntry[] }

export function ledgerText({ totals, entries }: LedgerView): string {
  if (totals.length === 0 && entries.length === 0) return 'The ledger is empty: nothing was tried yet.'
  const sums = totals.map(({ symbols, trials, runs, openings }) => [symbols, `${trials}`, `${runs}`, `${openings}`])
  const rows = entries.map((entry) => [
    `${entry.seq}`,
    entry.symbols,
    entry.kind,
    entry.runId.slice(0, 12),
    what(entry),
  ])
  return [
    tableText(['symbols', 'trials', 'runs', 'hold-out openings'], sums),
    '',
    tableText(['entry', 'symbols', 'kind', 'run', 'what'], rows),
  ].join('\n')
}

function what(entry: LedgerEntry): string {
  switch (entry.kind) {
    case 'trials':
    case 'trial-block':
      return `${entry.payload.stage}: ${entry.payload.count} planned, ${entry.payload.added} new`
    case 'results':
    case 'result-block':
      return `${entry.payload.stage}: ${entry.payload.count} results`
    case 'opening':
      return `opening ${entry.payload.openings}${entry.payload.isNew ? '' : ' (the same again)'}`
  }
}
