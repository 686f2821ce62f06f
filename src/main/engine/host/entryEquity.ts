import type { LeaderboardEntry } from '../../../core/contract/leaderboard.ts'
import type { BoardEntryView } from '../../../core/contract/workbench/leaderboardViews.ts'
import { readIterate, readRobustness } from '../../../core/contract/workbench/stageShapesRobustness.ts'
import { runFolder, stageFile } from '../pipeline/runFolder.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { BacktestShelf } from './backtestShelf.ts'

type EntryEquity = Pick<BoardEntryView, 'equity' | 'noEquity'>

/** The equity of an entry's own result, where one is kept. */
export async function entryEquity(
  shelf: BacktestShelf,
  workspace: string,
  files: GuardedFiles,
  { id, kind }: LeaderboardEntry,
): Promise<EntryEquity> {
  switch (kind) {
    case 'backtest':
      return ofBacktest(shelf, workspace, files, id)
    case 'pipeline':
      return ofRun(files, id)
    default:
      return none('A sweep keeps figures and no curves: run this configuration as a backtest, and compare that.')
  }
}

function none(noEquity: string): EntryEquity {
  return { equity: null, noEquity }
}

async function ofBacktest(
  shelf: BacktestShelf,
  workspace: string,
  files: GuardedFiles,
  id: string,
): Promise<EntryEquity> {
  const taken = await shelf.take(files, workspace, id)
  if (!taken.ok) return none(taken.trouble.message)
  const { days, manifest } = taken.value
  const { dayStartMs, equity } = days
  return { equity: { dayStartMs, equity, startCapital: manifest.startCash }, noEquity: null }
}

function ofRun(files: GuardedFiles, runId: string): EntryEquity {
  const folder = runFolder(files, `runs/${runId}`)
  const output = (stage: string) => (folder.has(stageFile(stage)) ? folder.read(stageFile(stage)) : null)
  const iterate = output('iterate')
  const robustness = output('robustness')
  if (iterate?.ok !== true || robustness?.ok !== true) return none('The run has not kept its stages.')
  const changed = readIterate(iterate.value)
  const judged = readRobustness(robustness.value)
  if (!changed.ok) return none(changed.trouble.message)
  if (!judged.ok) return none(judged.trouble.message)
  const { account } = (changed.value.accepted ?? judged.value).curve
  const { dayStartMs, equity, startCapital } = account
  return { equity: { dayStartMs, equity, startCapital }, noEquity: null }
}
