import { describe, expect, it } from 'vitest'
import type { BookEvents } from '../../../../src/core/backtest/book/bookEvents.ts'
import { BOOK_EVENT } from '../../../../src/core/backtest/book/bookEvents.ts'
import type { BookOptions, BookStrategy } from '../../../../src/core/backtest/book/bookStrategy.ts'
import { runBook } from '../../../../src/core/backtest/book/runBook.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'
import type { Message } from './bookScript.ts'
import { eventsOf, FREE } from './bookScript.ts'

/** A market that keeps its bids below its asks, with trades at the best prices and now and then through them. */
function randomMarket(seed: number): BookEvents {
  const { nextInt, nextUniform } = createStream(seed, 'market')
  const messages: Message[] = [{ us: 0, rows: [['clear', 0, 0]] }]
  let middle = 1_000
  for (let at = 1; at < 400; at++) {
    if (nextUniform() < 0.1) middle += nextInt(3) - 1
    const distance = 1 + nextInt(4)
    const us = at * 10
    const which = nextUniform()
    if (which < 0.35) messages.push({ us, rows: [['bid', middle - distance, nextInt(20)]] })
    else if (which < 0.7) messages.push({ us, rows: [['ask', middle + distance, nextInt(20)]] })
    else
      messages.push({
        us,
        rows: [
          which < 0.85 ? ['sold', middle - distance, 1 + nextInt(9)] : ['bought', middle + distance, 1 + nextInt(9)],
        ],
      })
  }
  return eventsOf(messages)
}

function randomTrader(seed: number): BookStrategy {
  const { nextInt, nextUniform } = createStream(seed, 'trader')
  let last = -1
  return {
    onBook: (context) => {
      const which = nextUniform()
      const lots = 1 + nextInt(12)
      if (which < 0.2) last = context.submitLimit(1, 995 + nextInt(6), lots)
      else if (which < 0.4) last = context.submitLimit(-1, 1_000 + nextInt(6), lots)
      else if (which < 0.45) context.submitMarket(which < 0.425 ? 1 : -1, lots)
      else if (which < 0.6 && last >= 0) context.cancel(last)
    },
  }
}

const options = (seed: number): BookOptions => ({
  ...FREE,
  feedUs: (seed % 3) * 7,
  orderUs: (seed % 4) * 5,
  makerBps: 1,
  takerBps: 3,
  cancelShareAhead: (seed % 5) / 4,
})

describe('whatever is ordered in a book', () => {
  it('money and lots add up, orders end, and time goes forward', () => {
    let makers = 0
    for (let seed = 1; seed <= 120; seed++) {
      const result = runBook(randomMarket(seed), randomTrader(seed), options(seed))
      let cash = 1_000_000
      let position = 0
      let before = 0
      const filled = result.orders.map(() => 0)
      for (const { side, tick, lots, fee, orderId, timeUs, isMaker } of result.fills) {
        cash += -side * tick * lots - fee
        position += side * lots
        filled[orderId] = filled[orderId]! + lots
        expect(lots).toBeGreaterThan(0)
        expect(timeUs).toBeGreaterThanOrEqual(before)
        before = timeUs
        makers += isMaker ? 1 : 0
        const { tick: limit } = result.orders[orderId]!
        if (!Number.isNaN(limit)) expect(side * (tick - limit)).toBeLessThanOrEqual(0)
      }
      expect(result.cash).toBeCloseTo(cash, 6)
      expect(result.positionLots).toBe(position)
      for (const { id, state, lots, filledLots } of result.orders) {
        expect(filledLots).toBe(filled[id])
        expect(['FILLED', 'CANCELLED', 'REJECTED']).toContain(state)
        if (state === 'FILLED') expect(filledLots).toBe(lots)
      }
    }
    expect(makers).toBeGreaterThan(200)
  })

  it('as a maker it gets no more than came to its side', () => {
    for (let seed = 1; seed <= 120; seed++) {
      const events = randomMarket(seed)
      const result = runBook(events, randomTrader(seed), { ...options(seed), feedUs: 0 })
      const came = new Map<string, number>()
      for (let row = 0; row < events.count; row++) {
        const kind = events.kind[row]!
        const buys = kind === BOOK_EVENT.sold || kind === BOOK_EVENT.ask
        if (kind === BOOK_EVENT.clear) continue
        came.set(`${buys ? 1 : -1} ${events.localUs[row]}`, events.lots[row]!)
      }
      const got = new Map<string, number>()
      for (const { side, timeUs, lots, isMaker } of result.fills)
        if (isMaker) got.set(`${side} ${timeUs}`, (got.get(`${side} ${timeUs}`) ?? 0) + lots)
      for (const [when, lots] of got) expect(lots).toBeLessThanOrEqual(came.get(when) ?? 0)
    }
  })

  it('one order gets no less where more of the cancellations stood in front of it', () => {
    const once: (tick: number) => BookStrategy = (tick) => {
      let given = false
      return {
        onBook: (context) => {
          if (!given && context.timeUs > 500) {
            given = true
            context.submitLimit(1, tick, 30, true)
          }
        },
      }
    }
    let gained = 0
    for (let seed = 1; seed <= 120; seed++) {
      const filled = [0, 0.5, 1].map((cancelShareAhead) => {
        const [order] = runBook(randomMarket(seed), once(998), { ...FREE, cancelShareAhead }).orders
        return order?.filledLots ?? 0
      })
      expect(filled[1]).toBeGreaterThanOrEqual(filled[0]!)
      expect(filled[2]).toBeGreaterThanOrEqual(filled[1]!)
      gained += filled[2]! - filled[0]!
    }
    expect(gained).toBeGreaterThan(0)
  })
})
