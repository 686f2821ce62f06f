import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRollingMedian } from '../../../src/core/market/rollingMedian.ts'

test('equals sorting the window', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), fc.integer({ min: 1, max: 8 }), (values, size) => {
      const rolling = createRollingMedian(size)
      values.forEach((value, i) => {
        rolling.push(value)
        const window = values.slice(Math.max(0, i + 1 - size), i + 1).sort((a, b) => a - b)
        const n = window.length
        expect(rolling.count()).toBe(n)
        expect(rolling.median()).toBe((window[(n - 1) >> 1]! + window[n >> 1]!) / 2)
      })
    }),
    { seed: 1 },
  )
})
