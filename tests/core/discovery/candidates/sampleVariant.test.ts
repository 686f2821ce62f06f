import { describe, expect, it } from 'vitest'
import { sampleVariant } from '../../../../src/core/discovery/candidates/sampleVariant.ts'
import { drawBlocks, planCalendarBlocks } from '../../../../src/core/discovery/expectancy/calendarBlocks.ts'
import type { HypothesisSample } from '../../../../src/core/discovery/hypothesisSample.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'

const blocks = { ...planCalendarBlocks(30, 3_600_000, 1), times: () => drawBlocks(30, 50, createStream(1, 'blocks')) }
const sample: HypothesisSample = {
  hypothesis: { id: 'x', symbol: 'A', family: 'shock', condition: 'any', direction: 'long', horizonBars: 1 },
  counts: { detected: 3, inCondition: 3, finished: 3 },
  refusal: null,
  bars: Int32Array.of(0, 10, 20),
  uniqueness: Float64Array.of(1, 1, 1),
  cluster: Int32Array.of(0, 1, 2),
  apart: Int32Array.of(0, 1, 2),
  controlBars: Int32Array.of(5, 15, 25, 26),
  controlOf: Int32Array.of(0, 1, 2, 2),
}

describe('a sample with other returns', () => {
  it('leaves out an event without one, and its controls with it', () => {
    const returns = new Float64Array(30)
    for (const [bar, value] of [
      [0, Number.NaN],
      [10, 0.04],
      [20, 0.02],
      [5, 9],
      [15, 0.01],
      [25, 0.02],
      [26, 0.04],
    ] as const)
      returns[bar] = value
    const found = sampleVariant('later', sample, returns, blocks)
    expect(found).toMatchObject({ name: 'later', events: 2, mean: expect.closeTo(0.03, 14) })
    // controls: half 0.01, half the mean of 0.02 and 0.04
    expect(found.uplift).toBeCloseTo(0.03 - 0.02, 14)
    expect(found.pValue).toBeGreaterThan(0)
  })

  it('has no uplift where nothing can be held against it', () => {
    const bare = { ...sample, controlBars: new Int32Array(), controlOf: new Int32Array() }
    expect(sampleVariant('bare', bare, new Float64Array(30).fill(0.01), blocks)).toMatchObject({
      events: 3,
      mean: expect.closeTo(0.01, 14),
      uplift: null,
      pValue: null,
    })
  })
})
