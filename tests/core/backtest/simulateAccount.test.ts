import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildTrades } from '../../../src/core/backtest/buildTrades.ts'
import { createDayClock } from '../../../src/core/backtest/dayClock.ts'
import { dayReturns, simulateAccount } from '../../../src/core/backtest/simulateAccount.ts'
import type { TradeList } from '../../../src/core/backtest/tradeList.ts'
import { appendTrade, createTradeList } from '../../../src/core/backtest/tradeList.ts'
import type { TradeTerms } from '../../../src/core/backtest/tradeTerms.ts'
import { tradeTerms } from '../../../src/core/backtest/tradeTerms.ts'
import type { PairColumns } from '../../../src/core/market/pairColumns.ts'
import { samplePair } from '../features/samplePair.ts'
import { bookOf, COSTS, eventList, randomEvents, SIZING } from './tradeFixture.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
const TERMS = tradeTerms(COSTS, SIZING, 1)

function dayNumber(timeMs: number): number {
  return Math.floor(timeMs / DAY_MS)
}

/**
 * The account as a book-keeper would keep it: goes through the bars one at a time; at the end of every day that a trade is still open it is worth
 * its weight times the move since entry less the entry cost; on its last day it is worth its net return.
 */
function slowAccount(columns: PairColumns, trades: TradeList, terms: TradeTerms, startCapital: number): number[] {
  const days = dayNumber(columns.timeMs.at(-1)!) - dayNumber(columns.timeMs[0]!) + 1
  const dayOf = (bar: number) => dayNumber(columns.timeMs[bar]!) - dayNumber(columns.timeMs[0]!)
  const equity = [startCapital]
  const open = new Map<number, { base: number; worth: number }>()
  for (let day = 0; day < days; day++) {
    const bars = [...columns.timeMs.keys()].filter((bar) => dayOf(bar) === day)
    const last = bars.at(-1)
    let change = 0
    for (let row = 0; row < trades.count; row++) {
      const entryBar = trades.decisionBar[row]! + 1
      if (dayOf(entryBar) === day) open.set(row, { base: equity[day]!, worth: 0 })
      const held = open.get(row)
      if (held === undefined) continue
      const ends = dayOf(trades.exitBar[row]!) === day
      if (!ends && last === undefined) continue
      const role = trades.role[row]!
      const side = terms.sideCost[role * 2 + (trades.direction[row]! > 0 ? 1 : 0)]!
      const move = (leg: PairColumns['primary']) => leg.close[last!]! / leg.open[entryBar]! - 1
      const gain =
        role === 2
          ? 0.5 * (move(columns.primary) - move(columns.secondary))
          : move(role === 0 ? columns.primary : columns.secondary)
      const worth =
        held.base * (ends ? trades.netReturn[row]! : trades.weight[row]! * (trades.direction[row]! * gain - side))
      change += worth - held.worth
      held.worth = worth
      if (ends) open.delete(row)
    }
    equity.push(equity[day]! + change)
  }
  return equity
}

function withoutBars(columns: PairColumns, drop: (bar: number) => boolean): PairColumns {
  const keep = (values: Float64Array) => values.filter((_, bar) => !drop(bar))
  const leg = (source: PairColumns['primary']) => ({
    open: keep(source.open),
    high: keep(source.high),
    low: keep(source.low),
    close: keep(source.close),
    volume: keep(source.volume),
  })
  return {
    intervalMs: columns.intervalMs,
    timeMs: keep(columns.timeMs),
    primary: leg(columns.primary),
    secondary: leg(columns.secondary),
    sessionEnd: columns.sessionEnd.filter((_, bar) => !drop(bar)),
  }
}

/** Overlapping trades: up to one a role at a time. */
function overlapping(columns: PairColumns, seed: number): TradeList {
  const bars = columns.timeMs.length
  const book = bookOf(columns, { targetRanges: 6, stopRanges: 6, limitBars: 40 })
  const events = randomEvents(bars, 0.05, seed)
  const sleeves = [0, 1, 2].map((role) => {
    const keep = Uint8Array.from(events.role, (value) => (value === role ? 1 : 0))
    return buildTrades(events, book, TERMS, createTradeList(events.bar.length), 0, keep)
  })
  const order = sleeves.flatMap((sleeve) => Array.from({ length: sleeve.count }, (_, row) => ({ sleeve, row })))
  order.sort((a, b) => a.sleeve.decisionBar[a.row]! - b.sleeve.decisionBar[b.row]!)
  const merged = createTradeList(order.length)
  for (const { sleeve, row } of order) appendTrade(merged, sleeve, row)
  return merged
}

describe('createDayClock', () => {
  it('numbers UTC days and knows their last bars, days without bars included', () => {
    const at = (day: number, hour: number) => Date.UTC(2021, 0, 5 + day, hour)
    const clock = createDayClock(Float64Array.of(at(0, 22), at(0, 23), at(1, 0), at(3, 5)))
    expect(clock.dayCount).toBe(4)
    expect([...clock.dayOfBar]).toEqual([0, 0, 1, 3])
    expect([...clock.lastBarOfDay]).toEqual([1, 2, -1, 3])
    expect([...clock.dayStartMs]).toEqual([0, 1, 2, 3].map((day) => at(day, 0)))
    expect(createDayClock(new Float64Array(0)).dayCount).toBe(0)
  })
})

describe('simulateAccount', () => {
  it('is flat without trades', () => {
    const columns = samplePair(100, 1)
    const equity = simulateAccount(columns, createDayClock(columns.timeMs), createTradeList(0), TERMS, 5000)
    expect([...equity]).toEqual([5000, 5000, 5000, 5000, 5000, 5000])
  })

  it('marks an open trade at the close of each day, entry cost first, the rest at the end (by hand)', () => {
    const columns = samplePair(72, 2)
    const clock = createDayClock(columns.timeMs)
    const book = bookOf(columns, { targetRanges: 50, stopRanges: 50, limitBars: 30 })
    const trades = buildTrades(eventList([[25, 0, -1]]), book, TERMS, createTradeList(1))
    const equity = simulateAccount(columns, clock, trades, TERMS, 1000)
    const { open, close } = columns.primary
    const weight = trades.weight[0]!
    expect(trades.exitBar[0]).toBe(56)
    const first = weight * (1 - close[47]! / open[26]! - 0.0015)
    const exit = open[56]! / open[26]!
    const net = weight * (1 - exit - 0.0015 * (1 + exit) - (0.1 * 31 * HOUR_MS) / (365.25 * DAY_MS))
    expect(equity[1]).toBe(1000)
    expect(equity[2]).toBeCloseTo(1000 * (1 + first), 9)
    expect(equity[3]).toBeCloseTo(1000 * (1 + net), 9)
  })

  it('sizes on the equity of the day before, so one day adds and days compound', () => {
    const columns = samplePair(96, 3)
    const clock = createDayClock(columns.timeMs)
    const book = bookOf(columns, { targetRanges: 50, stopRanges: 50, limitBars: 4 })
    const trades = buildTrades(
      eventList([
        [28, 0, 1],
        [36, 1, 1],
        [52, 0, 1],
      ]),
      book,
      TERMS,
      createTradeList(3),
    )
    const equity = simulateAccount(columns, clock, trades, TERMS, 1000)
    const [a, b, c] = trades.netReturn
    expect(equity[2]).toBeCloseTo(1000 * (1 + a! + b!), 9)
    expect(equity[3]).toBeCloseTo(1000 * (1 + a! + b!) * (1 + c!), 9)
  })

  it('agrees with a slow book-keeper, one position or several, with holes in the bars', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.boolean(), (seed, holes) => {
        const whole = samplePair(24 * 14, seed)
        const columns = holes ? withoutBars(whole, (bar) => (bar > 100 && bar < 175) || bar % 17 === 3) : whole
        const clock = createDayClock(columns.timeMs)
        const trades = overlapping(columns, seed + 7)
        expect(trades.count).toBeGreaterThan(5)
        const equity = simulateAccount(columns, clock, trades, TERMS, 10_000)
        const slow = slowAccount(columns, trades, TERMS, 10_000)
        expect(equity.length).toBe(slow.length)
        equity.forEach((value, day) => {
          expect(value).toBeCloseTo(slow[day]!, 6)
        })
        const returns = dayReturns(equity, 0, clock.dayCount)
        const end = returns.reduce((wealth, value) => wealth * (1 + value), 10_000)
        expect(end).toBeCloseTo(equity.at(-1)!, 6)
      }),
      { numRuns: 30 },
    )
  })

  it('banks exactly what the trades made: the profits of the days add up to the net returns on their bases', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const columns = samplePair(24 * 10, seed)
        const clock = createDayClock(columns.timeMs)
        const trades = overlapping(columns, seed)
        const equity = simulateAccount(columns, clock, trades, TERMS, 1000)
        let banked = 0
        for (let row = 0; row < trades.count; row++) {
          banked += equity[clock.dayOfBar[trades.decisionBar[row]! + 1]!]! * trades.netReturn[row]!
        }
        let days = 0
        for (let day = 0; day < clock.dayCount; day++) days += equity[day + 1]! - equity[day]!
        expect(equity.at(-1)! - 1000).toBeCloseTo(banked, 7)
        expect(days).toBeCloseTo(banked, 7)
      }),
      { numRuns: 30 },
    )
  })

  it('ends lower when costs are twice as high', () => {
    const columns = samplePair(24 * 20, 8)
    const clock = createDayClock(columns.timeMs)
    const book = bookOf(columns, { targetRanges: 4, stopRanges: 4, limitBars: 12 })
    const events = randomEvents(columns.timeMs.length, 0.05, 4)
    const endOf = (costTimes: number) => {
      const terms = tradeTerms(COSTS, SIZING, costTimes)
      const trades = buildTrades(events, book, terms, createTradeList(events.bar.length))
      return simulateAccount(columns, clock, trades, terms, 1000).at(-1)!
    }
    expect(endOf(2)).toBeLessThan(endOf(1.5))
    expect(endOf(1.5)).toBeLessThan(endOf(1))
    expect(endOf(1)).toBeLessThan(endOf(0))
  })

  it('stops where equity is gone, and never owes', () => {
    const columns = samplePair(96, 5)
    const clock = createDayClock(columns.timeMs)
    const book = bookOf(columns, { targetRanges: 50, stopRanges: 50, limitBars: 3 })
    const trades = buildTrades(
      eventList([
        [26, 0, 1],
        [50, 0, 1],
        [75, 0, 1],
      ]),
      book,
      TERMS,
      createTradeList(3),
    )
    trades.netReturn[0] = -1.5
    trades.netReturn[1] = 5
    const equity = simulateAccount(columns, clock, trades, TERMS, 1000)
    expect([...equity]).toEqual([1000, 1000, 0, 0, 0])
    expect([...dayReturns(equity, 0, 4)]).toEqual([0, -1, 0, 0])
  })
})
