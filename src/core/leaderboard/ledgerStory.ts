import type { LedgerEntry } from '../contract/ledger.ts'
import type { LedgerBook, LedgerJob, LedgerOpening, LedgerRun } from '../contract/workbench/ledgerViews.ts'
import { sharesInstrument } from '../job/sharesInstrument.ts'
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

/**
 * Entries of a ledger, oldest first, as runs and openings. `books` tell the variance of now; `jobOf` what began a run. `of`: the set of instruments whose count is told after each run;
 * null: that of the run itself.
 */
export function ledgerStory(
  entries: readonly LedgerEntry[],
  books: readonly LedgerBook[],
  of: string | null,
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
  const countAfter = runningCounts(of === null ? books.map(({ symbols }) => symbols) : [of])
  return {
    stages: [...stages].map(([stage, trials]) => ({ stage, trials })).sort((a, b) => b.trials - a.trials),
    runs: Array.from(runs.values(), ({ first, stages: names, trials }) => {
      const { seq, runId, symbols } = first
      const against = of ?? symbols
      const trialsAfter = countAfter(symbols, trials, against)
      const expectedBestAfter = annualLuck(trialsAfter, variances.get(against) ?? null)
      return { seq, runId, symbols, stages: [...names], trials, trialsAfter, expectedBestAfter, job: jobOf(runId) }
    }),
    openings,
  }
}

/** Takes up the trials of one run after the other, and answers what counts by then for `against`, one of the keys. */
function runningCounts(keys: readonly string[]) {
  const counts = new Map<string, number>()
  const known = new Map<string, readonly string[]>()
  return (symbols: string, trials: number, against: string): number => {
    const raised = known.get(symbols) ?? keys.filter((key) => sharesInstrument(key, symbols))
    known.set(symbols, raised)
    for (const key of raised) counts.set(key, (counts.get(key) ?? 0) + trials)
    return counts.get(against) ?? 0
  }
}
