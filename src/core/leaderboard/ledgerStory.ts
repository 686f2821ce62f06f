import type { LedgerEntry } from '../contract/ledger.ts'
import type { LedgerBook, LedgerJob, LedgerOpening, LedgerRun } from '../contract/workbench/ledgerViews.ts'
import { expectedByLuck } from '../robustness/expectedByLuck.ts'

export type LedgerStory = {
  readonly stages: readonly { readonly stage: string; readonly trials: number }[]
  readonly runs: readonly LedgerRun[]
  readonly openings: readonly LedgerOpening[]
}

const YEAR = Math.sqrt(365)

/** Best annual Sharpe ratio that so many trials are expected to show by luck; the variance is that of ratios per UTC day. Null where it is not known. */
export function annualLuck(trials: number, varianceAcrossTrials: number | null): number | null {
  const byLuck = expectedByLuck(trials, varianceAcrossTrials)
  return byLuck === null ? null : byLuck * YEAR
}

type RunSoFar = { readonly first: LedgerEntry; readonly stages: Set<string>; trials: number }

/** Entries of a ledger, oldest first, as runs and openings. `books` tell the variance of now; `jobOf` what began a run. */
export function ledgerStory(
  entries: readonly LedgerEntry[],
  books: readonly LedgerBook[],
  jobOf: (runId: string) => LedgerJob | null,
): LedgerStory {
  const variances = new Map(books.map(({ symbols, varianceAcrossTrials }) => [symbols, varianceAcrossTrials]))
  const runs = new Map<string, RunSoFar>()
  const stages = new Map<string, number>()
  const openings: LedgerOpening[] = []
  for (const entry of entries) {
    const { runId, symbols, seq } = entry
    if (entry.kind === 'opening') {
      const { spanStartMs, spanEndMs, openings: count, isNew } = entry.payload
      openings.push({ seq, runId, symbols, spanStartMs, spanEndMs, openings: count, isNew, job: jobOf(runId) })
    }
    if (entry.kind !== 'trials' && entry.kind !== 'trial-block') continue
    const key = `${symbols} ${runId}`
    const run = runs.get(key) ?? { first: entry, stages: new Set(), trials: 0 }
    runs.set(key, run)
    run.trials += entry.payload.added
    run.stages.add(entry.payload.stage)
    stages.set(entry.payload.stage, (stages.get(entry.payload.stage) ?? 0) + entry.payload.added)
  }
  const soFar = new Map<string, number>()
  return {
    stages: [...stages].map(([stage, trials]) => ({ stage, trials })).sort((a, b) => b.trials - a.trials),
    runs: Array.from(runs.values(), ({ first, stages: names, trials }) => {
      const { seq, runId, symbols } = first
      const trialsAfter = (soFar.get(symbols) ?? 0) + trials
      soFar.set(symbols, trialsAfter)
      const expectedBestAfter = annualLuck(trialsAfter, variances.get(symbols) ?? null)
      return { seq, runId, symbols, stages: [...names], trials, trialsAfter, expectedBestAfter, job: jobOf(runId) }
    }),
    openings,
  }
}
