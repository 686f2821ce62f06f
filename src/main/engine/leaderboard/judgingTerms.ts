import { countedFor } from '../../../core/job/countedFor.ts'
import { type BoardRow, type JudgingTerms, type TrialsNow, trialsNow } from '../../../core/leaderboard/boardRow.ts'
import { reviewStates } from '../../../core/leaderboard/foldJournal.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { varianceAcrossTrials } from '../../../core/robustness/varianceAcrossTrials.ts'
import type { JudgingPorts } from './leaderboardPorts.ts'
import type { LoadedBoard } from './loadBoards.ts'

const NO_TRIALS = trialsNow(0, null)

export function boardRows(boards: readonly LoadedBoard[]): readonly BoardRow[] {
  return boards.flatMap(({ workspace, index, journal }) => {
    const reviewOf = reviewStates(journal)
    return (index?.entries ?? []).map((entry) => ({ workspace, entry, review: reviewOf(entry) }))
  })
}

/** The gates, and the ledger as it is now for the symbols of the rows. Errors: `gates-invalid`, those of the ledger. */
export function judgingTerms(
  { profiles, ledger }: Pick<JudgingPorts, 'profiles' | 'ledger'>,
  rows: readonly BoardRow[],
): Outcome<JudgingTerms> {
  const gates = profiles()
  if (!gates.ok) return gates
  const recorded = rows.length === 0 ? success([]) : ledger.recorded()
  if (!recorded.ok) return recorded
  const known = new Map<string, TrialsNow>()
  for (const { entry } of rows) {
    if (known.has(entry.symbols)) continue
    const counted = countedFor(entry.symbols, recorded.value)
    known.set(entry.symbols, trialsNow(counted.trials, varianceAcrossTrials([counted])))
  }
  return success({ gates: gates.value, trialsOn: (symbols) => known.get(symbols) ?? NO_TRIALS })
}
