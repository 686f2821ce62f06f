import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { GatewayBars } from '../../../src/main/adapters/gateway/gatewayMarket.ts'
import { monthsBefore, readEndTime } from '../../../src/main/adapters/gateway/historyWindow.ts'
import { newYorkToUtc } from '../../../src/main/adapters/gateway/newYorkTime.ts'
import type { SimulatedMarketOptions } from '../../../src/main/adapters/gateway/simulatedMarket.ts'
import { simulatedMarket } from '../../../src/main/adapters/gateway/simulatedMarket.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const NOW_MS = Date.UTC(2026, 10, 20, 18, 20, 30)
const BTC = 479624278
const BTC_ZEROHASH = 541686651
const ETH = 495759171
const SPY = 756733

function market(options: Partial<SimulatedMarketOptions> = {}) {
  return simulatedMarket({ seed: 1, nowMs: () => NOW_MS, ...options })
}

function isoTimes(bars: GatewayBars): string[] {
  return Array.from(bars.timeMs, (timeMs) => new Date(timeMs).toISOString().slice(5, 16))
}

test('the same seed gives the same bars, whatever was asked before; another seed gives others', () => {
  const from = Date.UTC(2020, 5, 1)
  const once = market().bars(BTC, HOUR_MS, from, from + 30 * DAY_MS, false)
  const other = market()
  other.bars(BTC, HOUR_MS, from - 900 * DAY_MS, from - 800 * DAY_MS, false)
  other.bars(BTC, HOUR_MS, NOW_MS - 9 * DAY_MS, NOW_MS, false)
  expect(other.bars(BTC, HOUR_MS, from, from + 30 * DAY_MS, false)).toEqual(once)
  expect(market({ seed: 2 }).bars(BTC, HOUR_MS, from, from + 30 * DAY_MS, false)).not.toEqual(once)
  expect(market().bars(BTC_ZEROHASH, HOUR_MS, from, from + 30 * DAY_MS, false).timeMs).toHaveLength(0)
})

test('shorter bars add up to longer ones, exactly', () => {
  const source = market()
  const conIds = [BTC, BTC_ZEROHASH, ETH, SPY]
  const startMs = Date.UTC(2025, 5, 2)
  fc.assert(
    fc.property(
      fc.constantFrom(...conIds),
      fc.integer({ min: 0, max: 24 * 400 }),
      fc.constantFrom(60_000, 300_000, 900_000, 1_800_000),
      (conId, hour, shortMs) => {
        const from = startMs + hour * HOUR_MS
        const hours = source.bars(conId, HOUR_MS, from, from + HOUR_MS, false)
        const parts = source.bars(conId, shortMs, from, from + HOUR_MS, false)
        if (hours.timeMs.length === 0) {
          expect(parts.timeMs).toHaveLength(0)
          return
        }
        expect(parts.open[0]).toBe(hours.open[0])
        expect(parts.close.at(-1)).toBe(hours.close[0])
        expect(Math.max(...parts.high)).toBe(hours.high[0])
        expect(Math.min(...parts.low)).toBe(hours.low[0])
        expect(parts.volume.reduce((sum, size) => sum + size, 0)).toBeCloseTo(hours.volume[0]!, 6)
        expect(parts.trades.reduce((sum, count) => sum + count, 0)).toBe(hours.trades[0])
        for (let t = 0; t < parts.timeMs.length; t++) {
          expect(parts.low[t]!).toBeLessThanOrEqual(Math.min(parts.open[t]!, parts.close[t]!))
          expect(parts.high[t]!).toBeGreaterThanOrEqual(Math.max(parts.open[t]!, parts.close[t]!))
        }
      },
    ),
    { numRuns: 200 },
  )
})

test('six years of hours: nearly all there, a few missing, a few flat, BTC and ETH move together', () => {
  const from = NOW_MS - 6 * 365 * DAY_MS
  const source = market()
  const btc = source.bars(BTC, HOUR_MS, from, NOW_MS, false)
  const eth = source.bars(ETH, HOUR_MS, from, NOW_MS, false)
  const hours = 6 * 365 * 24 + 1
  expect(btc.timeMs.length).toBeLessThan(hours)
  expect(btc.timeMs.length).toBeGreaterThan(hours * 0.999)
  const flat = Array.from(btc.volume.keys()).filter((t) => btc.volume[t] === 0)
  expect(flat.length).toBeGreaterThan(3)
  expect(flat.every((t) => btc.high[t] === btc.low[t] && btc.trades[t] === 0)).toBe(true)
  expect(btc.volume.some((size) => !Number.isInteger(size))).toBe(true)
  const returns = new Map(Array.from(eth.timeMs, (timeMs, t) => [timeMs, Math.log(eth.close[t]! / eth.open[t]!)]))
  let [products, squares, others] = [0, 0, 0]
  for (let t = 0; t < btc.timeMs.length; t++) {
    const a = Math.log(btc.close[t]! / btc.open[t]!)
    const b = returns.get(btc.timeMs[t]!) ?? 0
    products += a * b
    squares += a * a
    others += b * b
  }
  expect(products / Math.sqrt(squares * others)).toBeGreaterThan(0.3)
})

test('a bar under way is partial, and nothing later than now is there', () => {
  let nowMs = NOW_MS
  const source = market({ nowMs: () => nowMs, quietShare: 0 })
  const last = () => source.bars(BTC, HOUR_MS, NOW_MS - HOUR_MS, NOW_MS + DAY_MS, false)
  const before = last()
  expect(isoTimes(before)).toEqual(['11-20T18:00'])
  nowMs = Date.UTC(2026, 10, 20, 19)
  const after = last()
  expect(isoTimes(after)).toEqual(['11-20T18:00'])
  expect(after.open[0]).toBe(before.open[0])
  expect(after.volume[0]!).toBeGreaterThan(before.volume[0]!)
  const cut = source.bars(BTC, HOUR_MS, NOW_MS - HOUR_MS, NOW_MS, false)
  expect(cut).toEqual(before)
})

test('weekday crypto runs from Sunday 03:00 to Friday 16:00 New York, in summer and in winter', () => {
  const source = market({ crypto: 'weekdays', quietShare: 0 })
  const ends = (from: number) => {
    const bars = isoTimes(source.bars(BTC, HOUR_MS, from, from + 5 * DAY_MS, false))
    const gap = bars.findIndex(
      (time, t) => t > 0 && Number(time.slice(6, 8)) !== (Number(bars[t - 1]!.slice(6, 8)) + 1) % 24,
    )
    return [bars[gap - 1], bars[gap]]
  }
  expect(ends(Date.UTC(2026, 6, 16))).toEqual(['07-17T19:00', '07-19T07:00'])
  expect(ends(Date.UTC(2026, 0, 15))).toEqual(['01-16T20:00', '01-18T08:00'])
  expect(
    source.sessions(BTC, Date.UTC(2026, 6, 18, 5), Date.UTC(2026, 6, 19, 5), false).map(({ fromMs }) => fromMs),
  ).toEqual([Date.UTC(2026, 6, 19, 7)].filter((fromMs) => fromMs < Date.UTC(2026, 6, 19, 5)))
})

test('stocks: 7 regular and 16 extended hours a day, half days, holidays and daylight time', () => {
  const source = market({ quietShare: 0 })
  const day = (year: number, month: number, date: number, regular: boolean) => {
    const from = Date.UTC(year, month - 1, date, 5)
    return isoTimes(source.bars(SPY, HOUR_MS, from, from + DAY_MS, regular)).map((time) => time.slice(6))
  }
  expect(day(2026, 11, 18, true)).toEqual(['14:30', '15:00', '16:00', '17:00', '18:00', '19:00', '20:00'])
  expect(day(2026, 7, 15, true)).toEqual(['13:30', '14:00', '15:00', '16:00', '17:00', '18:00', '19:00'])
  expect(day(2026, 11, 18, false)).toHaveLength(16)
  expect(day(2026, 11, 18, false)[0]).toBe('09:00')
  expect(day(2025, 11, 28, true)).toEqual(['14:30', '15:00', '16:00', '17:00'])
  expect(day(2025, 11, 28, false)).toHaveLength(13)
  expect(day(2025, 11, 27, true)).toEqual([])
  expect(day(2026, 11, 14, false)).toEqual([])
  const days = source.bars(SPY, 'day', Date.UTC(2025, 0, 1), Date.UTC(2026, 0, 1), true)
  expect(days.timeMs).toHaveLength(250)
})

test('a split tells the whole past in new shares; permissions and heads are per venue', () => {
  const from = Date.UTC(2026, 5, 1)
  const before = market().bars(SPY, 'day', from, from + 9 * DAY_MS, true)
  const after = market({ split: { symbol: 'SPY', ratio: 4 } }).bars(SPY, 'day', from, from + 9 * DAY_MS, true)
  expect(before.timeMs.length).toBeGreaterThan(4)
  for (let t = 0; t < before.timeMs.length; t++) {
    expect(after.close[t]! * 4).toBeCloseTo(before.close[t]!, 0)
    expect(after.volume[t]! / 4 / before.volume[t]!).toBeCloseTo(1, 3)
  }
  const limited = market({ notPermitted: ['ZEROHASH'] })
  expect(limited.lackedPermission(BTC_ZEROHASH)).toBe('ZEROHASH CRYPTO')
  expect(limited.lackedPermission(BTC)).toBeNull()
  expect(limited.headTimeMs(BTC_ZEROHASH, 'AGGTRADES')).toBeGreaterThan(limited.headTimeMs(BTC, 'AGGTRADES')!)
  expect(limited.bars(BTC, HOUR_MS, 0, limited.headTimeMs(BTC, 'AGGTRADES')!, false).timeMs).toHaveLength(0)
})

test('trading hours of the next days', () => {
  const hours = market().tradingHours(SPY).split(';')
  expect(hours).toHaveLength(6)
  expect(hours.slice(0, 2)).toEqual(['20261120:0400-20261120:2000', '20261121:CLOSED'])
})

test('calendar months and end times', () => {
  expect(monthsBefore(Date.UTC(2026, 2, 31, 6), 1)).toBe(Date.UTC(2026, 1, 28, 6))
  expect(monthsBefore(Date.UTC(2026, 0, 15), 12)).toBe(Date.UTC(2025, 0, 15))
  expect(newYorkToUtc(Date.UTC(2026, 2, 8), 3 * HOUR_MS)).toBe(Date.UTC(2026, 2, 8, 7))
  expect(newYorkToUtc(Date.UTC(2026, 10, 1), 0)).toBe(Date.UTC(2026, 10, 1, 4))
  expect(newYorkToUtc(Date.UTC(2026, 10, 1), 3 * HOUR_MS)).toBe(Date.UTC(2026, 10, 1, 8))
  expect(readEndTime('20260715 12:00:00 US/Eastern', 0)).toEqual({ timeMs: Date.UTC(2026, 6, 15, 16), zoneless: false })
  expect(readEndTime('20260715 12:00:00 UTC', 0)).toEqual({ timeMs: Date.UTC(2026, 6, 15, 12), zoneless: false })
  expect(readEndTime('20260715-12:00:00 UTC', 0)).toBeNull()
  expect(readEndTime('20260715 12:00:00 Mars/North', 0)).toBeNull()
})
