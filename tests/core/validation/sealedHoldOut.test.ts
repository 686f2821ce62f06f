import { describe, expect, it } from 'vitest'
import { holdOutBoundaryMs, splitAt } from '../../../src/core/validation/sealedHoldOut.ts'

const hours = (count: number) => Float64Array.from({ length: count }, (_, bar) => 1_500_000_000_000 + bar * 3_600_000)

describe('sealed hold-out', () => {
  it('is the last fifth of the bars, by time stamp', () => {
    const timeMs = hours(43_800)
    const boundary = holdOutBoundaryMs(timeMs)
    expect(splitAt(timeMs, boundary)).toBe(35_040)
    expect(boundary).toBe(timeMs[35_040])
  })

  it('only grows when bars are added later: the stored boundary splits at the same bar', () => {
    const boundary = holdOutBoundaryMs(hours(1000))
    expect(splitAt(hours(1000), boundary)).toBe(800)
    expect(splitAt(hours(1500), boundary)).toBe(800)
    expect(holdOutBoundaryMs(hours(1500))).not.toBe(boundary)
  })

  it('splits before, between and after bars', () => {
    const timeMs = Float64Array.of(10, 20, 40)
    expect([5, 10, 11, 20, 30, 40, 41].map((boundary) => splitAt(timeMs, boundary))).toEqual([0, 0, 1, 1, 2, 2, 3])
  })

  it('throws on no bars and on a share without meaning', () => {
    expect(() => holdOutBoundaryMs(new Float64Array(0))).toThrow('no bars')
    expect(() => holdOutBoundaryMs(hours(10), 1)).toThrow('share')
  })
})
