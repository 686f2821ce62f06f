import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { candleWindow } from '../../../../src/core/charts/workbench/candleWindow.ts'

const MINUTE = 60_000
const even = (count: number) => Float64Array.from({ length: count }, (_, bar) => bar * MINUTE)

function candleCount({ from, below, stepBars }: ReturnType<typeof candleWindow>): number {
  return below <= from ? 0 : Math.ceil(below / stepBars) - Math.floor(from / stepBars)
}

describe('candleWindow', () => {
  it('shows bars as they are where they fit', () => {
    expect(candleWindow(even(1000), 0, 999 * MINUTE, 1000)).toEqual({ from: 0, below: 1000, stepBars: 1 })
    expect(candleWindow(even(1000), 10 * MINUTE, 20 * MINUTE, 13)).toEqual({ from: 10, below: 21, stepBars: 1 })
    expect(candleWindow(even(1), -5, 5, 10)).toEqual({ from: 0, below: 1, stepBars: 1 })
  })

  it('counts both ends in, and answers nothing beside the series', () => {
    expect(candleWindow(even(100), MINUTE, 3 * MINUTE, 50)).toMatchObject({ from: 1, below: 4 })
    expect(candleWindow(even(100), MINUTE + 1, 3 * MINUTE - 1, 50)).toMatchObject({ from: 2, below: 3 })
    expect(candleWindow(even(100), 500 * MINUTE, 600 * MINUTE, 50)).toMatchObject({ from: 100, below: 100 })
    expect(candleWindow(even(100), -10 * MINUTE, -1, 50)).toMatchObject({ from: 0, below: 0 })
    expect(candleWindow(even(100), 7, 8, 50)).toMatchObject({ from: 1, below: 1 })
  })

  it('keeps its step while an even series is panned, also over its ends', () => {
    const timeMs = even(100_000)
    for (const width of [40, 700, 5_000, 33_333]) {
      const steps = new Set<number>()
      for (let start = -width; start < 100_000; start += 97)
        steps.add(candleWindow(timeMs, start * MINUTE, (start + width) * MINUTE, 500).stepBars)
      expect([width, steps.size]).toEqual([width, 1])
    }
  })

  test('never more than asked for, in steps that nest', () => {
    const gaps = fc.array(fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 500 })), { minLength: 1, maxLength: 400 })
    fc.assert(
      fc.property(gaps, fc.nat(), fc.nat(), fc.integer({ min: 10, max: 200 }), (steps, a, b, most) => {
        let at = 0
        const timeMs = Float64Array.from(steps, (gap) => (at += gap * MINUTE))
        const [fromMs, toMs] = [a % (at + 1), b % (at + 1)].sort((x, y) => x - y)
        const window = candleWindow(timeMs, fromMs!, toMs!, most)
        expect(candleCount(window)).toBeLessThanOrEqual(most)
        expect(Math.log2(window.stepBars) % 1).toBe(0)
        const inside = [...timeMs].filter((time) => time >= fromMs! && time <= toMs!)
        expect([...timeMs.slice(window.from, window.below)]).toEqual(inside)
      }),
    )
    const whole = candleWindow(even(1_000_000), 0, 1e12, 1500)
    expect(candleCount(whole)).toBeGreaterThan(700)
  })
})
