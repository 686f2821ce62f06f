import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deflatedSharpe } from '../../../src/core/robustness/deflatedSharpe.ts'
import { expectedMaximumSharpe } from '../../../src/core/robustness/expectedMaximumSharpe.ts'
import { impliedExpectedMaximum } from '../../../src/core/robustness/impliedExpectedMaximum.ts'
import { luckCurve } from '../../../src/core/robustness/luckCurve.ts'

const returns = Float64Array.from(
  { length: 500 },
  (_, day) => Math.sin(day * 2.3) / 40 + Math.cos(day * 0.7) / 90 + 0.001,
)

test('gives back the maximum that a deflated ratio was measured against', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000 }),
      fc.double({ min: 0, max: 0.003, noNaN: true }),
      (trials, spread) => {
        const deflated = deflatedSharpe({ returns, trials, varianceAcrossTrials: spread })
        if (deflated === null) throw new Error('no ratio')
        const implied = impliedExpectedMaximum(returns, deflated.probability)
        if (implied === null) expect(Math.min(deflated.probability, 1 - deflated.probability)).toBeLessThan(1e-11)
        else expect(implied).toBeCloseTo(deflated.expectedMaximum, 5)
      },
    ),
  )
})

test('nothing is read from a probability at its end, nor from returns without a ratio', () => {
  expect(impliedExpectedMaximum(returns, 1)).toBe(null)
  expect(impliedExpectedMaximum(returns, 0)).toBe(null)
  expect(impliedExpectedMaximum(returns, Number.NaN)).toBe(null)
  expect(impliedExpectedMaximum(new Float64Array(30), 0.5)).toBe(null)
})

describe('luck at other counts', () => {
  test('goes through the run itself and is what the formula gives for the same spread', () => {
    const variance = 0.0009
    const now = expectedMaximumSharpe(1178, variance)
    const curve = luckCurve(1178, now, 10_000, 50)
    expect(curve?.trials[0]).toBe(1)
    expect(curve?.trials.at(-1)).toBeCloseTo(10_000, 6)
    for (const [index, count] of (curve?.trials ?? []).entries())
      expect(curve?.expected[index]).toBeCloseTo(expectedMaximumSharpe(count, variance), 12)
  })

  test('a single trial says nothing of others', () => expect(luckCurve(1, 0, 100, 10)).toBe(null))
})
