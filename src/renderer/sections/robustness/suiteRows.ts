import type { StressVerdict } from '../../../core/contract/robustnessRecord.ts'
import type { BacktestListItem } from '../../../core/contract/workbench/backtestViews.ts'
import type { RobustnessListItem } from '../../../core/contract/workbench/robustnessViews.ts'
import type { JobView } from '../../../core/contract/workbench/views.ts'

/** A stored backtest with its suite; null: none was begun. */
export type SuiteRow = { readonly backtest: BacktestListItem; readonly suite: RobustnessListItem | null }

/** Each finished backtest with the suite that tells most: a finished one before one that is not. */
export function suiteRows(
  backtests: readonly BacktestListItem[],
  suites: readonly RobustnessListItem[],
): readonly SuiteRow[] {
  return backtests
    .filter(({ state }) => state === 'done')
    .map((backtest) => {
      const own = suites.filter(({ backtestId }) => backtestId === backtest.backtestId)
      return { backtest, suite: own.find(({ state }) => state === 'done') ?? own[0] ?? null }
    })
}

export function verdictCount({ suite }: SuiteRow, verdict: StressVerdict['verdict']): number | null {
  if (suite === null || suite.verdicts === null) return null
  return suite.verdicts.filter((own) => own.verdict === verdict).length
}

/** By the first letters of its id; where none is named so, one that was tested, else the first. */
export function chosenRow(rows: readonly SuiteRow[], idStart: string | null): SuiteRow | null {
  const named = idStart === null ? undefined : rows.find(({ backtest }) => backtest.backtestId.startsWith(idStart))
  return named ?? rows.find(({ suite }) => suite?.state === 'done') ?? rows[0] ?? null
}

/** The newest suite job of a backtest, by the command that it was started with. */
export function suiteJob(jobs: readonly JobView[], backtestId: string): JobView | null {
  const own = jobs.filter(({ kind, command }) => {
    const named = /--backtest[= ]["']?([0-9a-f]+)/.exec(command)?.[1]
    return kind === 'robustness' && named !== undefined && backtestId.startsWith(named)
  })
  return own.reduce<JobView | null>(
    (newest, job) => (newest === null || job.startedMs >= newest.startedMs ? job : newest),
    null,
  )
}
