import type { JournalLine, RiskProfile } from '../../../core/contract/leaderboard.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { findEntry } from './findEntry.ts'
import type { JudgingPorts } from './leaderboardPorts.ts'
import { type Standing, standingOf } from './standing.ts'

/** `journal`: everything that was said and done of the entry, also of other bytes under its id. */
export type EntryView = Standing & { readonly journal: readonly JournalLine[] }

/** One entry with every gate, and its history. Errors: those of `findEntry`, of the ledger, `gates-invalid`. */
export function showEntry(
  ports: JudgingPorts,
  workspace: string | null,
  id: string,
  profile: RiskProfile | null,
): Outcome<EntryView> {
  const found = findEntry(ports, workspace, id)
  if (!found.ok) return found
  const standing = standingOf(ports, found.value, profile)
  if (!standing.ok) return standing
  const journal = found.value.board.journal.filter(({ entryId }) => entryId === found.value.entry.id)
  return success({ ...standing.value, journal })
}
