import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignMarket } from '../../../src/core/market/alignMarket.ts'
import type { BarSeries } from '../../../src/core/market/barSeries.ts'

function series(symbol: string, times: readonly number[], intervalMs = 1): BarSeries {
  const column = (add: number) => Float64Array.from(times, (time) => time * 10 + add)
  return {
    symbol,
    intervalMs,
    timeMs: Float64Array.from(times),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
    trades: column(6),
  }
}

describe('instruments on one clock', () => {
  it('keeps every time of any of them, and fills nothing', () => {
    const aligned = alignMarket([series('A', [1, 3]), series('B', [2, 3, 4])])
    if (!aligned.ok) throw new Error(aligned.trouble.code)
    const { timeMs, instruments } = aligned.value
    expect([...timeMs]).toEqual([1, 2, 3, 4])
    expect([...instruments[0]!.close]).toEqual([14, Number.NaN, 34, Number.NaN])
    expect([...instruments[1]!.volume]).toEqual([Number.NaN, 25, 35, 45])
    expect(timeMs.buffer).toBeInstanceOf(SharedArrayBuffer)
  })
  it('is the sorted union for any times, each bar at its own place', () => {
    const times = fc
      .uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 40 })
      .map((list) => list.toSorted((a, b) => a - b))
    fc.assert(
      fc.property(fc.array(times, { minLength: 1, maxLength: 5 }), (lists) => {
        const aligned = alignMarket(lists.map((list, k) => series(`S${k}`, list)))
        if (!aligned.ok) throw new Error(aligned.trouble.code)
        const { timeMs, instruments } = aligned.value
        expect([...timeMs]).toEqual([...new Set(lists.flat())].toSorted((a, b) => a - b))
        for (const [k, list] of lists.entries())
          for (const [row, time] of timeMs.entries())
            expect(instruments[k]!.open[row]).toBe(list.includes(time) ? time * 10 + 1 : Number.NaN)
      }),
    )
  })
  it('refuses bars of different length', () => {
    expect(alignMarket([series('A', [1], 60_000), series('B', [1], 3_600_000)])).toMatchObject({
      trouble: { code: 'interval-mismatch', message: 'A has bars of 1m and B of 1h.' },
    })
  })
})
