import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type BarColumns, decimateBars } from '../../../../src/core/charts/workbench/decimateBars.ts'

const bar = fc
  .record({ a: fc.integer({ min: 1, max: 999 }), b: fc.integer({ min: 1, max: 999 }), up: fc.boolean() })
  .chain(({ a, b, up }) =>
    fc.record({
      open: fc.constant(up ? Math.min(a, b) : Math.max(a, b)),
      close: fc.constant(up ? Math.max(a, b) : Math.min(a, b)),
      high: fc.integer({ min: Math.max(a, b), max: 1200 }),
      low: fc.integer({ min: 0, max: Math.min(a, b) }),
      volume: fc.integer({ min: 0, max: 10_000 }),
      gap: fc.integer({ min: 1, max: 4 }),
    }),
  )

const barsOf = fc.array(bar, { minLength: 1, maxLength: 120 }).map((rows): BarColumns => {
  let timeMs = 1_000_000
  return {
    timeMs: Float64Array.from(rows, ({ gap }) => (timeMs += gap * 60_000)),
    open: Float64Array.from(rows, ({ open }) => open),
    high: Float64Array.from(rows, ({ high }) => high),
    low: Float64Array.from(rows, ({ low }) => low),
    close: Float64Array.from(rows, ({ close }) => close),
    volume: Float64Array.from(rows, ({ volume }) => volume),
  }
})

const step = fc.integer({ min: 1, max: 40 })
const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)

describe('decimateBars', () => {
  it('makes candles of given bars', () => {
    const bars: BarColumns = {
      timeMs: Float64Array.of(0, 1, 2, 3, 4),
      open: Float64Array.of(10, 11, 12, 13, 14),
      high: Float64Array.of(15, 19, 13, 14, 15),
      low: Float64Array.of(9, 8, 11, 7, 13),
      close: Float64Array.of(11, 12, 13, 14, 15),
      volume: Float64Array.of(1, 2, 3, 4, 5),
    }
    expect(decimateBars(bars, 1, 3, 2)).toEqual({
      timeMs: Float64Array.of(0, 2),
      open: Float64Array.of(10, 12),
      high: Float64Array.of(19, 14),
      low: Float64Array.of(8, 7),
      close: Float64Array.of(12, 14),
      volume: Float64Array.of(3, 7),
    })
    expect(decimateBars(bars, 4, 5, 2).volume).toEqual(Float64Array.of(5))
    expect(decimateBars(bars, 3, 3, 2).timeMs.length).toBe(0)
  })

  test('extremes, sums, ends and counts of the whole series are kept', () => {
    fc.assert(
      fc.property(barsOf, step, (bars, stepBars) => {
        const count = bars.timeMs.length
        const candles = decimateBars(bars, 0, count, stepBars)
        expect(candles.timeMs.length).toBe(Math.ceil(count / stepBars))
        expect(Math.max(...candles.high)).toBe(Math.max(...bars.high))
        expect(Math.min(...candles.low)).toBe(Math.min(...bars.low))
        expect(sum(candles.volume)).toBe(sum(bars.volume))
        expect(candles.open[0]).toBe(bars.open[0])
        expect(candles.close.at(-1)).toBe(bars.close.at(-1))
        for (let k = 0; k < candles.timeMs.length; k++) {
          expect(candles.timeMs[k]).toBe(bars.timeMs[k * stepBars])
          expect(candles.high[k]).toBeGreaterThanOrEqual(Math.max(candles.open[k]!, candles.close[k]!))
          expect(candles.low[k]).toBeLessThanOrEqual(Math.min(candles.open[k]!, candles.close[k]!))
        }
      }),
    )
  })

  test('a candle is the same in every window that shows it', () => {
    fc.assert(
      fc.property(barsOf, step, fc.nat(), fc.nat(), (bars, stepBars, a, b) => {
        const count = bars.timeMs.length
        const from = Math.min(a % count, b % count)
        const below = Math.max(a % count, b % count) + 1
        const all = decimateBars(bars, 0, count, stepBars)
        const shown = decimateBars(bars, from, below, stepBars)
        const first = Math.floor(from / stepBars)
        const end = first + shown.timeMs.length
        expect(end * stepBars).toBeGreaterThanOrEqual(below)
        for (const name of ['timeMs', 'open', 'high', 'low', 'close', 'volume'] as const)
          expect(shown[name]).toEqual(all[name].slice(first, end))
      }),
    )
  })

  test('two steps of two are one of four, to the last bit', () => {
    const volumes = fc.array(
      fc.integer({ min: 0, max: 1e6 }).map((whole) => whole / 7),
      { minLength: 120, maxLength: 120 },
    )
    fc.assert(
      fc.property(barsOf, volumes, (whole, fractions) => {
        const bars = { ...whole, volume: Float64Array.from(whole.volume, (_, row) => fractions[row]!) }
        const pairs = decimateBars(bars, 0, bars.timeMs.length, 2)
        expect(decimateBars(pairs, 0, pairs.timeMs.length, 2)).toEqual(decimateBars(bars, 0, bars.timeMs.length, 4))
      }),
    )
  })
})
