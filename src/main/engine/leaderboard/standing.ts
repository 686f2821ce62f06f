import type { RiskProfile } from '../../../core/contract/leaderboard.ts'
import type { GateResult } from '../../../core/contract/summary.ts'
import { type BoardRow, profileOf } from '../../../core/leaderboard/boardRow.ts'
import { reviewStates } from '../../../core/leaderboard/foldJournal.ts'
import { type EntryJudgement, judgeEntry } from '../../../core/leaderboard/judgeEntry.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { FoundEntry } from './findEntry.ts'
import { judgingTerms } from './judgingTerms.ts'
import type { JudgingPorts } from './leaderboardPorts.ts'

export type Standing = BoardRow & { readonly profile: RiskProfile; readonly judgement: EntryJudgement }

/** Where an entry stands now: its review, and the gates of a profile by the ledger of now. */
export function standingOf(
  ports: JudgingPorts,
  { board, entry }: FoundEntry,
  wanted: RiskProfile | null,
): Outcome<Standing> {
  const row = { workspace: board.workspace, entry, review: reviewStates(board.journal)(entry) }
  const terms = judgingTerms(ports, [row])
  if (!terms.ok) return terms
  const profile = profileOf(entry, wanted)
  const judgement = judgeEntry(entry, terms.value.gates[profile], terms.value.trialsOn(entry.symbols))
  return success({ ...row, profile, judgement })
}

/** Why an entry may not be chosen: it was not reviewed and accepted, or fails a gate. Errors: `not-reviewed`, `review-rejected`, `optimistic-fill`, `gates-failed`. */
export function checkChoosable({ entry, review, profile, judgement }: Standing): Outcome<void> {
  if (review === 'rejected')
    return failure(
      'review-rejected',
      `The review of ${entry.id} rejected it.`,
      'A later review outdoes it: assay leaderboard review ... --accept',
    )
  if (review !== 'accepted')
    return failure(
      'not-reviewed',
      `The entry ${entry.id} as it is now was not reviewed and accepted.`,
      `Look at it, then: assay leaderboard review ${entry.id} --note "..." --accept`,
    )
  if (entry.optimisticFill && entry.nextOpen === null)
    return failure(
      'optimistic-fill',
      `The entry ${entry.id} has optimistic fills, and the run without them is not beside it.`,
      'Run the backtest again: that run is made beside it.',
    )
  const failed = judgement.gates.filter(({ pass }) => !pass)
  if (failed.length === 0 && judgement.state === 'pass') return success(undefined)
  return failure('gates-failed', gatesText(entry.id, profile, failed), adviceText(failed))
}

function gatesText(id: string, profile: string, failed: readonly GateResult[]): string {
  return `The entry ${id} fails ${failed.length} gates of ${profile}: ${failed.map((gate) => `${gate.id} (${gate.reason})`).join('; ')}`
}

function adviceText(failed: readonly GateResult[]): string {
  return [...new Set(failed.map(({ advice }) => advice))].join(' ')
}
