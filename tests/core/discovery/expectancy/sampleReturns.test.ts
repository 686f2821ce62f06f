import { describe, expect, it } from 'vitest'
import { sampleReturns } from '../../../../src/core/discovery/expectancy/sampleReturns.ts'
import type { HypothesisSample } from '../../../../src/core/discovery/hypothesisSample.ts'

const returns = Float64Array.of(0.1, 0.2, Number.NaN, 0.4, 0.5, 0.6, 0.7, 0.8)

const sample: HypothesisSample = {
  hypothesis: { id: 'x', symbol: 'A', family: 'shock', condition: 'any', direction: 'short', horizonBars: 1 },
  counts: { detected: 3, inCondition: 3, finished: 3 },
  refusal: null,
  bars: Int32Array.of(0, 3, 5),
  uniqueness: Float64Array.of(1, 1, 1),
  cluster: Int32Array.of(0, 1, 2),
  apart: Int32Array.of(0, 1, 2),
  controlBars: Int32Array.of(4, 1, 2, 7),
  controlOf: Int32Array.of(0, 0, 1, 2),
}

describe('returns of a sample', () => {
  const found = sampleReturns(sample, returns)

  it('are in the direction of the trade, each event weighing the same', () => {
    expect([...found.events.returns]).toEqual([-0.1, -0.4, -0.6])
    expect([...found.events.weights]).toEqual([1 / 3, 1 / 3, 1 / 3])
  })

  it('give each matched event the same weight of controls, in order of time; one without a return is none', () => {
    expect([...found.controls.bars]).toEqual([1, 4, 7])
    expect([...found.controls.weights]).toEqual([1 / 4, 1 / 4, 1 / 2])
    expect(found.controls.weights.reduce((sum, weight) => sum + weight, 0)).toBe(1)
    expect([...found.controlMeans]).toEqual([expect.closeTo(-0.35, 12), Number.NaN, -0.8])
  })
})
