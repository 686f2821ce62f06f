import type { LedgerEntry } from '../../../../core/contract/ledger.ts'
import type { LedgerBook, LedgerView } from '../../../../core/contract/workbench/ledgerViews.ts'
import { countWords } from '../../../../core/time/countWords.ts'
import { isoTime } from '../../../../core/time/isoTime.ts'
import { tableText } from './tableText.ts'

/** `totals` are the books of the view. */
export type ShownLedger = Pick<LedgerView, 'stages' | 'runs' | 'openings' | 'chain' | 'notes'> & {
  readonly totals: readonly LedgerBook[]
  readonly entries: readonly LedgerEntry[]
}

export function ledgerText({ totals, entries, runs, chain, notes }: ShownLedger): string {
  if (totals.length === 0 && entries.length === 0) return 'The ledger is empty: nothing was tried yet.'
  const sums = totals.map(({ symbols, trials, counted, runs: count, openings, expectedBest }) => [
    symbols,
    `${trials}`,
    `${counted}`,
    `${count}`,
    `${openings}`,
    number(expectedBest),
  ])
  const told = runs.map(({ job, symbols, runId, stages, trials, trialsAfter, expectedBestAfter }) => [
    job === null ? 'not known' : isoTime(job.createdMs).slice(0, 16),
    symbols,
    runId.slice(0, 12),
    stages.join(', '),
    `${trials}`,
    `${trialsAfter}`,
    number(expectedBestAfter),
  ])
  const rows = entries.map((entry) => [
    `${entry.seq}`,
    entry.symbols,
    entry.kind,
    entry.runId.slice(0, 12),
    what(entry),
  ])
  return [
    tableText(
      ['symbols', 'trials', 'counted against it', 'runs', 'hold-out openings', 'best Sharpe by luck now'],
      sums,
    ),
    '',
    tableText(['time (UTC)', 'symbols', 'run', 'stages', 'new trials', 'trials then', 'best by luck then'], told),
    '',
    tableText(['entry', 'symbols', 'kind', 'run', 'what'], rows),
    '',
    'Counted against some symbols: every trial on any of them, alone or with others.',
    'Best Sharpe ratio a year that so many trials without skill are expected to show, by the spread of all their ratios.',
    chain.trouble === null
      ? `The chain is whole: ${countWords(chain.entries, 'entry', 'entries')}.`
      : `THE CHAIN IS BROKEN: ${chain.trouble.message} ${chain.trouble.hint}`,
    ...notes.map((note) => `note: ${note}`),
  ].join('\n')
}

function number(value: number | null): string {
  return value === null ? 'n/a' : value.toFixed(2)
}

function what(entry: LedgerEntry): string {
  switch (entry.kind) {
    case 'trials':
    case 'trial-block':
      return `${entry.payload.stage}: ${entry.payload.count} planned, ${entry.payload.added} new`
    case 'results':
    case 'result-block':
      return `${entry.payload.stage}: ${countWords(entry.payload.count, 'result')}`
    case 'opening':
      return `opening ${entry.payload.openings}${entry.payload.isNew ? '' : ' (the same again)'}`
  }
}
