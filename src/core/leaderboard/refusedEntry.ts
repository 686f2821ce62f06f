import type { LeaderboardEntry, RefusedEntry } from '../contract/leaderboard.ts'

/** Why a result may not stand on the board: its leak scan found something, or there is none. Null: it may. */
export function refusedEntry(entry: LeaderboardEntry): RefusedEntry | null {
  const { id, kind, artefact, subject, engineVersion, leakScan } = entry
  const named = { id, kind, artefact, subject }
  if (leakScan === undefined)
    return {
      ...named,
      code: 'leak-scan-missing',
      why: `It was made by version ${engineVersion} and carries no leak scan, so nothing shows that it saw no later bar.`,
      advice: adviceOf(entry),
    }
  if (leakScan.state !== 'leaks') return null
  return {
    ...named,
    code: 'leak-scan-failed',
    why: leakScan.reason,
    advice: 'No figure of it can be believed. Mend what is named, and make the result anew.',
  }
}

function adviceOf({ kind, artefact }: LeaderboardEntry): string {
  if (kind === 'pipeline') return 'Run it again, which scans it: assay pipeline run WORKSPACE'
  if (kind !== 'backtest') return 'Run it again, which scans it: assay sweep run WORKSPACE --spec FILE'
  return `Run it again, which scans it: assay backtest run WORKSPACE --config FILE. What it was stands under "spec" in ${artefact}/manifest.json.`
}
