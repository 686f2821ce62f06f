import { describe, expect, it } from 'vitest'
import { directionSign, forwardReturn } from '../../../../src/core/discovery/sample/forwardReturn.ts'

const open = Float64Array.of(100, 101, 104, Number.NaN, 110, 108)
const close = Float64Array.of(101, 103, 105, Number.NaN, 109, 112)
const leg = { open, high: close, low: open, close, volume: close }

describe('forward return', () => {
  it('buys at the next open and sells at the close of the horizon', () => {
    const returns = forwardReturn(leg, 2)
    expect(returns[0]).toBeCloseTo(105 / 101 - 1, 14)
    // Out of bar 3, which is missing; into bar 3; the others end within the data.
    expect(returns[1]).toBeNaN()
    expect(returns[2]).toBeNaN()
    expect(returns[3]).toBeCloseTo(112 / 110 - 1, 14)
    expect(Array.from(returns.slice(4))).toEqual([Number.NaN, Number.NaN])
  })

  it('holds for one bar from its open to its close', () => {
    expect(Array.from(forwardReturn(leg, 1)).map((value) => Math.round(value * 1e6))).toEqual([
      Math.round((103 / 101 - 1) * 1e6),
      Math.round((105 / 104 - 1) * 1e6),
      Number.NaN,
      Math.round((109 / 110 - 1) * 1e6),
      Math.round((112 / 108 - 1) * 1e6),
      Number.NaN,
    ])
  })

  it('may be entered late, and is left at the same bar', () => {
    expect(forwardReturn(leg, 2, 1)[0]).toBeCloseTo(105 / 104 - 1, 14)
    expect(() => forwardReturn(leg, 2, 2)).toThrow(RangeError)
    expect(() => forwardReturn(leg, 0)).toThrow(RangeError)
  })

  it('is turned for a short', () => {
    expect([directionSign('long'), directionSign('short')]).toEqual([1, -1])
  })
})
