import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildTrades } from '../../../src/core/backtest/buildTrades.ts'
import { createTradeList } from '../../../src/core/backtest/tradeList.ts'
import { netOfCosts, tradeTerms } from '../../../src/core/backtest/tradeTerms.ts'
import { samplePair } from '../features/samplePair.ts'
import {
  bookOf,
  COSTS,
  decisionBars,
  eventList,
  FREE,
  plainBook,
  randomEvents,
  SIZING,
  trimTrades,
} from './tradeFixture.ts'

const TERMS = tradeTerms(COSTS, SIZING, 1)
const YEAR_MS = 365.25 * 86_400_000

describe('netOfCosts', () => {
  it('charges a long leg fee and slippage on what it enters and on what it leaves with', () => {
    // 15 bps on 1 and on 1.1.
    expect(netOfCosts(TERMS, 0, 1, 0.1, YEAR_MS)).toBeCloseTo(0.1 - 0.0015 * 2.1, 12)
    // A short that lost 10 % buys back at 1.1 of its entry.
    expect(netOfCosts(TERMS, 1, -1, -0.1, 0)).toBeCloseTo(-0.1 - 0.003 * 2.1, 12)
  })

  it('charges borrow on the short side only, by time held', () => {
    expect(netOfCosts(TERMS, 0, -1, 0, YEAR_MS / 2)).toBeCloseTo(-0.0015 * 2 - 0.05, 12)
    expect(netOfCosts(TERMS, 1, -1, 0, YEAR_MS)).toBeCloseTo(-0.003 * 2 - 0.2, 12)
    expect(netOfCosts(TERMS, 1, 1, 0, YEAR_MS)).toBeCloseTo(-0.003 * 2, 12)
  })

  it('charges a pair half of each leg, and borrow on the half that is short', () => {
    const sides = 0.5 * (0.0015 + 0.003)
    expect(netOfCosts(TERMS, 2, 1, 0.02, YEAR_MS)).toBeCloseTo(0.02 - 2 * sides - 0.5 * 0.2, 12)
    expect(netOfCosts(TERMS, 2, -1, 0.02, YEAR_MS)).toBeCloseTo(0.02 - 2 * sides - 0.5 * 0.1, 12)
  })

  it('multiplies all of them under stress', () => {
    const stressed = tradeTerms(COSTS, SIZING, 1.5)
    for (const [role, direction] of [
      [0, -1],
      [1, 1],
      [2, -1],
    ] as const) {
      const cost = 0.01 - netOfCosts(TERMS, role, direction, 0.01, YEAR_MS)
      expect(0.01 - netOfCosts(stressed, role, direction, 0.01, YEAR_MS)).toBeCloseTo(1.5 * cost, 12)
    }
    expect(netOfCosts(tradeTerms(FREE, SIZING, 2), 0, -1, 0.01, YEAR_MS)).toBe(0.01)
  })
})

describe('buildTrades', () => {
  const build = (
    rows: Parameters<typeof eventList>[0],
    options: { heldBars?: number; shift?: number; bars?: number; keep?: Uint8Array } = {},
  ) => {
    const { heldBars = 5, shift = 0, bars = 40, keep } = options
    return trimTrades(
      buildTrades(eventList(rows), plainBook(bars, heldBars, 0.01), TERMS, createTradeList(rows.length), shift, keep),
    )
  }

  it('holds one position at a time, whatever its role', () => {
    const trades = build([
      [3, 0, 1],
      [4, 1, 1],
      [7, 2, -1],
      [8, 0, -1],
      [9, 0, 1],
      [20, 1, 1],
    ])
    expect(decisionBars(trades)).toEqual([3, 8, 20])
    expect([...trades.exitBar]).toEqual([8, 13, 25])
    expect([...trades.eventRow]).toEqual([0, 3, 5])
    expect([...trades.direction]).toEqual([1, -1, 1])
  })

  it('takes the first of two events of one bar', () => {
    expect([
      ...build([
        [3, 0, 1],
        [3, 1, 1],
      ]).role,
    ]).toEqual([0])
  })

  it('passes over events that the data cuts off, without being held up by them', () => {
    expect(
      decisionBars(
        build([
          [30, 0, 1],
          [36, 0, 1],
          [38, 0, 1],
        ]),
      ),
    ).toEqual([30])
  })

  it('passes over a session end: its fill would cross the night', () => {
    const book = plainBook(40, 5, 0.01)
    book.sessionEnd[10] = 1
    const trades = buildTrades(
      eventList([
        [10, 0, 1],
        [11, 0, 1],
      ]),
      book,
      TERMS,
      createTradeList(2),
    )
    expect(decisionBars(trades)).toEqual([11])
  })

  it('passes over events that are not kept, and lets the next one trade instead', () => {
    expect(
      decisionBars(
        build(
          [
            [3, 0, 1],
            [5, 0, 1],
            [12, 0, 1],
          ],
          { keep: Uint8Array.of(0, 1, 1) },
        ),
      ),
    ).toEqual([5, 12])
  })

  it('weighs by risk over stop distance, with a limit', () => {
    const weigh = (range: number) =>
      buildTrades(eventList([[3, 0, 1]]), plainBook(40, 5, 0.01, range), TERMS, createTradeList(1)).weight[0]
    expect(weigh(0.01)).toBeCloseTo(0.01 / 0.04, 12)
    expect(weigh(0.0001)).toBe(1)
    const trade = build([[3, 0, 1]])
    expect(trade.netReturn[0]).toBeCloseTo(0.25 * (0.01 - 0.0015 * 2.01), 12)
  })

  it('moves events round the circle of bars with their direction kept', () => {
    const trades = build(
      [
        [2, 0, 1],
        [20, 1, -1],
        [33, 2, -1],
        [39, 0, 1],
      ],
      { shift: 10, heldBars: 1 },
    )
    expect(decisionBars(trades)).toEqual([3, 9, 12, 30])
    expect([...trades.direction]).toEqual([-1, 1, 1, -1])
    expect([...trades.role]).toEqual([2, 0, 0, 1])
    expect([...trades.eventRow]).toEqual([2, 3, 0, 1])
  })

  it('keeps their order where none, or all of them, move over the end', () => {
    expect(
      decisionBars(
        build(
          [
            [2, 0, 1],
            [20, 0, 1],
          ],
          { shift: 5 },
        ),
      ),
    ).toEqual([7, 25])
    expect(
      decisionBars(
        build(
          [
            [30, 0, 1],
            [32, 0, 1],
          ],
          { shift: 15, heldBars: 1 },
        ),
      ),
    ).toEqual([5, 7])
  })

  it('gives, for any shift, what the moved events give by themselves', () => {
    const bars = 300
    const columns = samplePair(bars, 21)
    const book = bookOf(columns, { targetRanges: 2, stopRanges: 2, limitBars: 8 })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 0, max: bars - 1 }), (seed, shift) => {
        const events = randomEvents(bars, 0.05, seed)
        const moved = Array.from(
          events.bar,
          (bar, row) => [(bar + shift) % bars, events.role[row]!, events.direction[row]! > 0 ? 1 : -1] as const,
        )
        moved.sort((a, b) => a[0] - b[0] || a[1] - b[1])
        const shifted = trimTrades(buildTrades(events, book, TERMS, createTradeList(events.bar.length), shift))
        const direct = trimTrades(buildTrades(eventList(moved), book, TERMS, createTradeList(moved.length)))
        expect({ ...shifted, eventRow: null }).toEqual({ ...direct, eventRow: null })
      }),
      { numRuns: 50 },
    )
  })

  it('never holds two positions, never ends before it began, and costs twice as high never earn more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const columns = samplePair(250, seed)
        const events = randomEvents(250, 0.08, seed + 1)
        const book = bookOf(columns, { targetRanges: 2, stopRanges: 1, limitBars: 6 })
        const plain = buildTrades(events, book, TERMS, createTradeList(events.bar.length))
        const dear = buildTrades(events, book, tradeTerms(COSTS, SIZING, 2), createTradeList(events.bar.length))
        expect(plain.count).toBeGreaterThan(5)
        expect(dear.count).toBe(plain.count)
        for (let row = 0; row < plain.count; row++) {
          expect(plain.exitBar[row]!).toBeGreaterThan(plain.decisionBar[row]!)
          expect(dear.netReturn[row]!).toBeLessThan(plain.netReturn[row]!)
          expect(plain.netReturn[row]!).toBeLessThan(plain.weight[row]! * plain.grossReturn[row]!)
          if (row > 0) expect(plain.decisionBar[row]!).toBeGreaterThanOrEqual(plain.exitBar[row - 1]!)
        }
      }),
      { numRuns: 30 },
    )
  })
})
