import { describe, expect, test } from 'vitest'
import { compareSeam } from '../../../src/main/engine/download/compareSeam.ts'
import type { TidyBars } from '../../../src/main/engine/download/tidyAnswer.ts'
import type { ReceivedBars } from '../../../src/main/engine/ports/brokerHistory.ts'
import { barsAt, hours } from './roomFixture.ts'

function tidy(bars: ReceivedBars): TidyBars {
  const { timeMs, open, high, low, close, volume, trades } = bars
  return {
    timeMs: [...timeMs],
    open: [...open],
    high: [...high],
    low: [...low],
    close: [...close],
    volume: [...volume],
    trades: [...trades],
  }
}

function scaled(bars: ReceivedBars, factor: number, tick: number): TidyBars {
  const price = (value: number) => Math.round((value * factor) / tick) * tick
  return {
    ...tidy(bars),
    open: [...bars.open].map(price),
    high: [...bars.high].map(price),
    low: [...bars.low].map(price),
    close: [...bars.close].map(price),
    volume: [...bars.volume].map((value) => value / factor),
  }
}

describe('what two answers both hold', () => {
  test('is identical', () => {
    expect(compareSeam(barsAt(hours(0, 10)), tidy(barsAt(hours(7, 20))))).toEqual({
      identical: 3,
      differing: [],
      scale: null,
    })
  })

  test('is nothing', () => {
    const none = { identical: 0, differing: [], scale: null }
    expect(compareSeam(barsAt(hours(0, 10)), tidy(barsAt(hours(10, 20))))).toEqual(none)
    expect(compareSeam(barsAt(hours(10, 20)), tidy(barsAt(hours(0, 10))))).toEqual(none)
    expect(compareSeam(barsAt([]), tidy(barsAt(hours(0, 10))))).toEqual(none)
    expect(compareSeam(barsAt(hours(0, 10)), tidy(barsAt([])))).toEqual(none)
  })

  test('differs in a single field: positions are those of the newer answer', () => {
    const newer = tidy(barsAt(hours(5, 20)))
    const volume = newer.volume.map((value, row) => (row === 2 ? value + 1 : value))
    expect(compareSeam(barsAt(hours(0, 10)), { ...newer, volume })).toEqual({
      identical: 4,
      differing: [2],
      scale: null,
    })
  })

  test('is identical where neither knows the trades, and differs where one does', () => {
    const bars = barsAt(hours(0, 3))
    const unknown = { ...bars, trades: new Float64Array(3).fill(Number.NaN) }
    expect(compareSeam(unknown, tidy(unknown)).identical).toBe(3)
    expect(compareSeam(unknown, tidy(bars)).differing).toEqual([0, 1, 2])
  })

  test('skips what only one of them holds', () => {
    const every2 = barsAt(hours(0, 20).filter((_, index) => index % 2 === 0))
    expect(compareSeam(every2, tidy(barsAt(hours(5, 9))))).toMatchObject({ identical: 2, differing: [] })
  })
})

describe('scale', () => {
  const bars = barsAt(hours(0, 5), 300)

  test.each([
    [0.5, 0.01],
    [0.1, 0.01],
    [1 / 3, 0.01],
    [3, 0.01],
    [1 / 1.1, 0.05],
  ])('a factor of %d with prices rounded to %d', (factor, tick) => {
    const { scale, identical } = compareSeam(bars, scaled(bars, factor, tick))
    expect(identical).toBe(0)
    expect(scale! / factor).toBeCloseTo(1, 2)
  })

  test('a split whose prices are rounded to a few ticks is one all the same', () => {
    const { scale, identical } = compareSeam(bars, scaled(bars, 1 / 400, 0.25))
    expect(identical).toBe(0)
    expect(scale).toBeGreaterThan(1 / 800)
    expect(scale).toBeLessThan(1 / 200)
  })

  test('no scale: one of the prices moved otherwise', () => {
    const newer = scaled(bars, 0.5, 0.01)
    const close = newer.close.map((value, row) => (row === 3 ? value * 2.02 : value))
    expect(compareSeam(bars, { ...newer, close })).toMatchObject({ scale: null, differing: [0, 1, 2, 3, 4] })
  })

  test('no scale: a small common change is a revision', () => {
    expect(compareSeam(bars, scaled(bars, 1.04, 0.0001)).scale).toBeNull()
  })

  test('no scale: one bar is as it was', () => {
    const newer = scaled(bars, 0.5, 0.01)
    const old = tidy(bars)
    const mixed: TidyBars = {
      timeMs: newer.timeMs,
      open: [old.open[0]!, ...newer.open.slice(1)],
      high: [old.high[0]!, ...newer.high.slice(1)],
      low: [old.low[0]!, ...newer.low.slice(1)],
      close: [old.close[0]!, ...newer.close.slice(1)],
      volume: [old.volume[0]!, ...newer.volume.slice(1)],
      trades: newer.trades,
    }
    expect(compareSeam(bars, mixed)).toMatchObject({ identical: 1, scale: null })
  })

  test('no scale: only volumes moved', () => {
    const newer = tidy(bars)
    expect(compareSeam(bars, { ...newer, volume: newer.volume.map((value) => value / 100) })).toMatchObject({
      differing: [0, 1, 2, 3, 4],
      scale: null,
    })
  })
})
