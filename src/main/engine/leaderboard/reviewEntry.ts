import type { JournalLine, REVIEW_DECISIONS } from '../../../core/contract/leaderboard.ts'
import type { ReviewState } from '../../../core/leaderboard/boardRow.ts'
import { reviewStates } from '../../../core/leaderboard/foldJournal.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { findEntry } from './findEntry.ts'
import { appendJournal, readJournal } from './journal.ts'
import type { BoardPorts } from './leaderboardPorts.ts'
import { withBoardLock } from './withBoardLock.ts'

const MOST_LETTERS = 10_000

export type ReviewWish = {
  readonly workspace: string | null
  readonly id: string
  readonly note: string
  /** Null: a note that decides nothing. */
  readonly decision: (typeof REVIEW_DECISIONS)[number] | null
}

export type Reviewed = {
  readonly workspace: string
  readonly id: string
  readonly review: ReviewState
  readonly line: JournalLine
}

/** Adds a note on an entry, and with it perhaps a decision; nothing is ever taken back, only outdone. Errors: those of `findEntry`, `review-empty`, `review-too-long`, `leaderboard-busy`, `journal-broken`. */
export async function reviewEntry(
  ports: BoardPorts,
  { workspace, id, note, decision }: ReviewWish,
  signal: AbortSignal,
): Promise<Outcome<Reviewed>> {
  const text = note.trim().toWellFormed()
  if (text === '')
    return failure(
      'review-empty',
      'The note of the review is empty.',
      'Say in it what you looked at and what you found.',
    )
  if (text.length > MOST_LETTERS)
    return failure(
      'review-too-long',
      `The note has ${text.length} letters; ${MOST_LETTERS} are the most.`,
      'Keep what decides, and name a file for the rest.',
    )
  const found = findEntry(ports, workspace, id)
  if (!found.ok) return found
  const { board, entry } = found.value
  return withBoardLock(ports, board.files, `assay leaderboard review ${entry.id}`, signal, () => {
    const journal = readJournal(board.files, ports.hash)
    if (!journal.ok) return journal
    const line = appendJournal(board.files, ports.hash, journal.value, {
      kind: 'review',
      atMs: ports.clock.nowMs(),
      entryId: entry.id,
      artefactHash: entry.artefactHash,
      note: text,
      decision,
    })
    if (!line.ok) return line
    const review = reviewStates([...journal.value, line.value])(entry)
    return success({ workspace: board.workspace, id: entry.id, review, line: line.value })
  })
}
