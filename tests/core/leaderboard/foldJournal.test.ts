import { expect, test } from 'vitest'
import type { JournalLine } from '../../../src/core/contract/leaderboard.ts'
import { cartItems, reviewStates } from '../../../src/core/leaderboard/foldJournal.ts'

const OLD = 'a'.repeat(64)
const NEW = 'b'.repeat(64)
const base = { seq: 1, atMs: 0, prevHash: '', hash: OLD, artefactHash: OLD }
const review = (entryId: string, decision: 'accept' | 'reject' | null, artefactHash = OLD): JournalLine => ({
  ...base,
  kind: 'review',
  entryId,
  artefactHash,
  note: 'seen',
  decision,
})
const cart = (entryId: string, change: 'add' | 'remove', profile = 'Balanced'): JournalLine => ({
  ...base,
  kind: 'cart',
  entryId,
  change,
  profile,
})

test('the last decision counts, a note changes none, and other bytes were not reviewed', () => {
  const stateOf = reviewStates([
    review('a', null),
    review('b', 'accept'),
    review('b', null),
    review('c', 'accept'),
    review('c', 'reject'),
    review('d', 'accept', OLD),
  ])
  const state = (id: string, artefactHash = OLD) => stateOf({ id, artefactHash })
  expect(['a', 'b', 'c', 'd', 'e'].map((id) => state(id))).toEqual([
    'noted',
    'accepted',
    'rejected',
    'accepted',
    'none',
  ])
  expect(state('d', NEW)).toBe('none')
})

test('the cart is what was added and not taken out, in the order of the additions', () => {
  const items = cartItems([cart('a', 'add'), cart('b', 'add'), cart('a', 'remove'), cart('a', 'add', 'Aggressive')])
  expect(items.map(({ entryId, profile }) => [entryId, profile])).toEqual([
    ['b', 'Balanced'],
    ['a', 'Aggressive'],
  ])
})
