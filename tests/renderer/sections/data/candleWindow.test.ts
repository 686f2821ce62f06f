import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { needsWindow, shifted, spanAround, windowAsk } from '../../../../src/renderer/sections/data/candleWindow.ts'

const HOUR = 3_600_000
const whole = { fromMs: 0, toMs: 100_000 * HOUR }

describe('windowAsk', () => {
  test('three visible spans, a candle for every five pixels', () => {
    const ask = windowAsk({ fromMs: 50_000 * HOUR, toMs: 51_000 * HOUR }, whole, 900)
    expect(ask).toEqual({ fromMs: 49_000 * HOUR, toMs: 52_000 * HOUR, most: 540 })
  })

  test('the whole series, and no more candles than it is wide', () => {
    expect(windowAsk(whole, whole, 1_200)).toEqual({ ...whole, most: 240 })
  })

  test('never beyond the series or what the contract takes', () => {
    fc.assert(
      fc.property(
        fc.nat(99_000),
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 1, max: 20_000 }),
        (start, bars, width) => {
          const visible = { fromMs: start * HOUR, toMs: (start + bars) * HOUR }
          const ask = windowAsk(visible, whole, width)
          expect(ask.fromMs).toBeGreaterThanOrEqual(whole.fromMs)
          expect(ask.toMs).toBeLessThanOrEqual(whole.toMs)
          expect(ask.fromMs).toBeLessThanOrEqual(visible.fromMs)
          expect(ask.toMs).toBeGreaterThanOrEqual(visible.toMs)
          expect(ask.most).toBeGreaterThanOrEqual(10)
          expect(ask.most).toBeLessThanOrEqual(4_000)
          expect(Number.isInteger(ask.most)).toBe(true)
        },
      ),
    )
  })
})

describe('needsWindow', () => {
  const visible = { fromMs: 50_000 * HOUR, toMs: 51_000 * HOUR }
  const loaded = windowAsk(visible, whole, 900)
  const asksAgain = (span: { fromMs: number; toMs: number }, stepBars = 4) =>
    needsWindow(loaded, stepBars, span, whole, 900)

  test('what was just loaded does, for small moves too', () => {
    expect(asksAgain(visible)).toBe(false)
    expect(asksAgain({ fromMs: 50_300 * HOUR, toMs: 51_300 * HOUR })).toBe(false)
  })

  test('an edge that comes near', () => {
    expect(asksAgain({ fromMs: 50_900 * HOUR, toMs: 51_900 * HOUR })).toBe(true)
    expect(asksAgain({ fromMs: 49_100 * HOUR, toMs: 50_100 * HOUR })).toBe(true)
  })

  test('at the edge of the series there is nothing more to load', () => {
    const atStart = { fromMs: 0, toMs: 1_000 * HOUR }
    expect(needsWindow(windowAsk(atStart, whole, 900), 4, atStart, whole, 900)).toBe(false)
  })

  test('closer: finer candles, unless each is a bar already', () => {
    const closer = { fromMs: 50_400 * HOUR, toMs: 50_600 * HOUR }
    expect(asksAgain(closer, 4)).toBe(true)
    expect(asksAgain(closer, 1)).toBe(false)
  })

  test('whatever is asked for does', () => {
    fc.assert(
      fc.property(
        fc.nat(99_000),
        fc.integer({ min: 20, max: 1_000 }),
        fc.integer({ min: 200, max: 2_500 }),
        (start, bars, width) => {
          const span = { fromMs: start * HOUR, toMs: (start + bars) * HOUR }
          expect(needsWindow(windowAsk(span, whole, width), 3, span, whole, width)).toBe(false)
        },
      ),
    )
  })
})

describe('spanAround', () => {
  test('a gap in the middle, with its surroundings', () => {
    const span = spanAround({ fromMs: 5_000 * HOUR, toMs: 5_010 * HOUR }, whole, HOUR)
    expect(span).toEqual({ fromMs: 4_940 * HOUR, toMs: 5_070 * HOUR })
  })

  test('at the start of the series the length stays', () => {
    expect(spanAround({ fromMs: HOUR, toMs: 2 * HOUR }, whole, HOUR)).toEqual({ fromMs: 0, toMs: 121 * HOUR })
  })

  test('a short series is shown whole', () => {
    expect(shifted({ fromMs: -5, toMs: 500 }, { fromMs: 0, toMs: 100 })).toEqual({ fromMs: 0, toMs: 100 })
  })
})
