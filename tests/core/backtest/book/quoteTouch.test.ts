import { describe, expect, it } from 'vitest'
import { quoteTouch } from '../../../../src/core/backtest/book/quoteTouch.ts'
import { runBook } from '../../../../src/core/backtest/book/runBook.ts'
import type { Message } from './bookScript.ts'
import { eventsOf, FREE, SNAPSHOT } from './bookScript.ts'

const run = (messages: readonly Message[], terms = { lots: 2, mostLots: 4 }) =>
  runBook(eventsOf([SNAPSHOT, ...messages]), quoteTouch(terms), FREE)

describe('quotes at the touch', () => {
  it('rests behind what is there on both sides, and is filled when that is gone', () => {
    const result = run([
      // Ten stood before us at the bid: eleven sold reach one lot of ours.
      { us: 20, rows: [['sold', 100, 11]] },
      { us: 30, rows: [['bid', 100, 0]] },
    ])
    expect(result.fills).toEqual([expect.objectContaining({ side: 1, tick: 100, lots: 1, isMaker: true })])
    expect(result.positionLots).toBe(1)
  })
  it('moves with the best price', () => {
    const result = run([
      {
        us: 20,
        rows: [
          ['bid', 101, 3],
          ['ask', 101, 0],
        ],
      },
      { us: 30, rows: [['bid', 98, 21]] },
    ])
    const bids = result.orders.filter(({ side }) => side === 1).map(({ tick, trouble }) => [tick, trouble])
    expect(bids).toEqual([
      [100, 'by-strategy'],
      [101, 'end-of-data'],
    ])
  })
  it('does not buy beyond what may be held', () => {
    const sold = (us: number): Message => ({ us, rows: [['sold', 100, 12]] })
    const stated = (us: number): Message => ({ us, rows: [['bid', 100, 10]] })
    const result = run([sold(20), stated(30), sold(40), stated(50), sold(60), stated(70), sold(80), stated(90)])
    expect(result.positionLots).toBe(4)
  })
})
