import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { candleWindow, wholeStep } from '../../../../src/core/charts/workbench/candleWindow.ts'
import { type BarColumns, decimateBars } from '../../../../src/core/charts/workbench/decimateBars.ts'
import {
  BAR_NAMES,
  createSketchMaker,
  MOST_SKETCHED,
  type SeriesSketch,
  sketchedCandles,
} from '../../../../src/core/charts/workbench/seriesSketch.ts'

const number = fc.integer({ min: 0, max: 1e6 }).map((whole) => whole / 11)

function barsOf(prices: readonly number[]): BarColumns {
  return {
    timeMs: Float64Array.from(prices, (_, row) => 1_000_000 + row * 60_000),
    open: Float64Array.from(prices),
    high: Float64Array.from(prices, (price) => price * 1.5),
    low: Float64Array.from(prices, (price) => price / 3),
    close: Float64Array.from(prices, (price) => price * 1.1),
    volume: Float64Array.from(prices, (price) => price / 7),
  }
}

function part(bars: BarColumns, from: number, below: number): BarColumns {
  const cut = { ...bars }
  for (const name of BAR_NAMES) cut[name] = bars[name].slice(from, below)
  return cut
}

function sketchOf(bars: BarColumns, most: number, cuts: readonly number[]): SeriesSketch {
  const maker = createSketchMaker(most, 64)
  let from = 0
  for (const cut of [...cuts, bars.timeMs.length]) {
    const below = Math.min(bars.timeMs.length, from + cut)
    maker.add(part(bars, from, below))
    from = below
  }
  return maker.finish()
}

describe('a sketch', () => {
  test('has the candles that the whole series has, to the last bit, at each step that it can show', () => {
    fc.assert(
      fc.property(
        fc.array(number, { minLength: 1, maxLength: 700 }),
        fc.integer({ min: 4, max: 60 }),
        fc.array(fc.integer({ min: 0, max: 150 }), { maxLength: 6 }),
        (prices, most, cuts) => {
          const bars = barsOf(prices)
          const count = prices.length
          const sketch = sketchOf(bars, most, cuts)
          expect(sketch).toMatchObject({ totalBars: count, lastMs: bars.timeMs[count - 1] })
          expect(sketch.candles.timeMs.length).toBeLessThanOrEqual(most)
          for (let step = sketch.stepBars; step < 4 * count; step *= 2)
            expect(sketchedCandles(sketch, step)).toEqual(decimateBars(bars, 0, count, step))
          expect(sketchedCandles(sketch, sketch.stepBars / 2)).toBeNull()
        },
      ),
    )
  })

  it('holds a short series bar by bar', () => {
    const bars = barsOf([3, 1, 2])
    expect(createdOf(bars)).toEqual({ stepBars: 1, totalBars: 3, lastMs: bars.timeMs[2], candles: bars })
  })

  it('stays small', () => {
    const bars = barsOf(Array.from({ length: 300_000 }, (_, row) => 100 + Math.sin(row)))
    const { stepBars, candles } = createdOf(bars)
    expect(stepBars).toBe(32)
    expect(candles).toEqual(decimateBars(bars, 0, 300_000, 32))
    expect(candles.timeMs.length).toBeLessThanOrEqual(MOST_SKETCHED)
  })
})

function createdOf(bars: BarColumns): SeriesSketch {
  const maker = createSketchMaker()
  maker.add(bars)
  return maker.finish()
}

test('the step of the whole is the one of a window over all bars', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 10, max: 900 }), (count, most) => {
      const timeMs = Float64Array.from({ length: count }, (_, row) => row * 60_000)
      const { from, below, stepBars } = candleWindow(timeMs, 0, (count - 1) * 60_000, most)
      expect([from, below]).toEqual([0, count])
      expect(wholeStep(count, most)).toBe(stepBars)
    }),
  )
})
