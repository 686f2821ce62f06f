import { describe, expect, it } from 'vitest'
import { tailShare } from '../../../../src/core/discovery/expectancy/tailShare.ts'
import { normalCdf } from '../../../../src/core/stats/normalCdf.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'

const stream = createStream(1, 'tail share')
const normal = Float64Array.from({ length: 20_000 }, () => stream.nextNormal())

describe('share of placebo values at or above the observed one', () => {
  it('counts, the observed one and ties included, where enough lie above', () => {
    const placebo = Float64Array.from({ length: 99 }, (_, k) => k)
    expect(tailShare(50, placebo)).toBe((1 + 49) / 100)
    expect(tailShare(200, placebo.slice(0, 60))).toBe(1 / 61)
  })

  it('extends the tail on the safe side of the normal law, and never stops falling before its floor', () => {
    let before = 1
    for (let x = 2.5; x < 7; x += 0.05) {
      const share = tailShare(x, normal)
      expect(share).toBeLessThanOrEqual(before)
      if (x > 3.5) expect(share).toBeGreaterThan(normalCdf(-x))
      before = share
    }
    expect(tailShare(4.5, normal)).toBeLessThan(5e-5)
    expect(tailShare(30, normal)).toBe(0.01 / 20_001)
  })

  it('takes what is not a number as no evidence', () => {
    expect(tailShare(Number.NaN, normal)).toBe(1)
    expect(tailShare(3, new Float64Array())).toBe(1)
    expect(tailShare(3, new Float64Array(500).fill(Number.NaN))).toBe(1)
  })
})
