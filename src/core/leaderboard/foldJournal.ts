import type { JournalLine, LeaderboardEntry } from '../contract/leaderboard.ts'
import type { ReviewState } from './boardRow.ts'

type Subject = Pick<LeaderboardEntry, 'id' | 'artefactHash'>
export type CartItem = { readonly entryId: string; readonly artefactHash: string; readonly profile: string }

/** What the reviews of exactly an entry's bytes come to: the last decision, else that there is a note. */
export function reviewStates(lines: readonly JournalLine[]): (subject: Subject) => ReviewState {
  const states = new Map<string, ReviewState>()
  for (const line of lines) {
    if (line.kind !== 'review') continue
    const key = `${line.entryId} ${line.artefactHash}`
    if (line.decision !== null) states.set(key, line.decision === 'accept' ? 'accepted' : 'rejected')
    else if (!states.has(key)) states.set(key, 'noted')
  }
  return ({ id, artefactHash }) => states.get(`${id} ${artefactHash}`) ?? 'none'
}

/** What lies in the cart after all additions and removals, in the order of the additions. */
export function cartItems(lines: readonly JournalLine[]): readonly CartItem[] {
  const items = new Map<string, CartItem>()
  for (const line of lines) {
    if (line.kind !== 'cart') continue
    items.delete(line.entryId)
    const { entryId, artefactHash, profile } = line
    if (line.change === 'add') items.set(entryId, { entryId, artefactHash, profile })
  }
  return [...items.values()]
}
