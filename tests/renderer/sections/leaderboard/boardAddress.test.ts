import { expect, it } from 'vitest'
import { boardAddress, readBoardAddress } from '../../../../src/renderer/sections/leaderboard/boardAddress.ts'
import { filterText, NO_FILTER } from '../../../../src/renderer/sections/leaderboard/boardFilter.ts'

const first = { workspace: 'kraken', id: '0123456789abcdef' }
const second = { workspace: 'planted', id: 'fedcba9876543210-plateau' }

it('an address comes back as it was', () => {
  for (const address of [
    { open: null, compared: [] },
    { open: first, compared: [] },
    { open: second, compared: [] },
    { open: null, compared: [first, second] },
  ])
    expect(readBoardAddress(boardAddress(address))).toEqual(address)
})

it('what names no entry opens nothing, and at most four are compared', () => {
  for (const text of ['kraken', 'kraken/xyz', 'compare:', 'compare:a+b']) {
    expect(readBoardAddress(text)).toEqual({ open: null, compared: [] })
  }
  const five = `compare:${Array.from({ length: 5 }, () => 'kraken/0123456789abcdef').join('+')}`
  expect(readBoardAddress(five).compared).toHaveLength(4)
})

it('choices and what was typed are one filter; none of them is no filter', () => {
  expect(filterText(NO_FILTER)).toBeNull()
  expect(filterText({ profile: 'Balanced', gate: 'pass', review: 'accepted', typed: ' sharpe:>1.5 ' })).toBe(
    'profile:Balanced,gate:pass,review:accepted,sharpe:>1.5',
  )
})
