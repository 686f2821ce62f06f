import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockContributions, blockError } from '../../../../src/core/discovery/expectancy/blockContributions.ts'
import { drawBlocks, planCalendarBlocks } from '../../../../src/core/discovery/expectancy/calendarBlocks.ts'
import type { WeightedReturns } from '../../../../src/core/discovery/expectancy/eventRegression.ts'
import { resampledUplift, upliftInterval } from '../../../../src/core/discovery/expectancy/resampledUplift.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'

const HOUR_MS = 3_600_000

function returnsAt(bars: readonly number[], seed: number): WeightedReturns {
  const stream = createStream(seed, 'resampled uplift')
  return {
    bars: Int32Array.from(bars),
    returns: Float64Array.from(bars, () => stream.nextNormal()),
    weights: new Float64Array(bars.length).fill(1 / bars.length),
  }
}

describe('calendar blocks', () => {
  it('are five horizons and a day long, shorter for short data, and cover every bar', () => {
    expect(planCalendarBlocks(60_000, HOUR_MS, 24)).toEqual({ blockBars: 120, count: 500 })
    expect(planCalendarBlocks(60_000, HOUR_MS, 1)).toEqual({ blockBars: 24, count: 2500 })
    expect(planCalendarBlocks(5000, HOUR_MS, 24)).toEqual({ blockBars: 50, count: 100 })
    expect(planCalendarBlocks(1000, HOUR_MS, 24)).toEqual({ blockBars: 48, count: 21 })
    expect(planCalendarBlocks(1000, 24 * HOUR_MS, 20)).toEqual({ blockBars: 40, count: 25 })
  })

  it('are drawn as often in all as there are, each with mean 1', () => {
    const times = drawBlocks(40, 400, createStream(3, 'blocks'))
    for (let draw = 0; draw < 400; draw += 1) expect(times.reduce((sum, block) => sum + block[draw]!, 0)).toBe(40)
    for (const block of times) {
      const mean = block.reduce((sum, often) => sum + often, 0) / 400
      expect(mean).toBeGreaterThan(0.75)
      expect(mean).toBeLessThan(1.25)
    }
  })
})

describe('resampled uplift', () => {
  const events = returnsAt([2, 5, 11, 12, 40, 41, 77, 90, 91, 99], 1)
  const controls = returnsAt([1, 9, 15, 22, 33, 44, 55, 66, 78, 88, 95], 2)

  it('has contributions that sum to nothing and know all of the error', () => {
    const { blocks, values } = blockContributions(events, controls, 10)
    expect([...blocks]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 14)
    const single = blockContributions(events, { ...controls, weights: new Float64Array(11) }, 1)
    const mean = events.returns.reduce((sum, value) => sum + value, 0) / 10
    const squares = events.returns.reduce((sum, value) => sum + (value - mean) ** 2, 0)
    expect(single.values.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(squares / 100, 14)
  })

  it('is the weighted sum over the drawn blocks, over the error of the same draw', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 3, max: 30 }), (seed, blockBars) => {
        const contributions = blockContributions(events, controls, blockBars)
        const count = Math.ceil(100 / blockBars)
        const times = drawBlocks(count, 5, createStream(seed, 'blocks'))
        const found = resampledUplift(contributions, times)
        const held = contributions.blocks.length
        for (let draw = 0; draw < 5; draw += 1) {
          const drawn: number[] = []
          for (const [k, block] of contributions.blocks.entries())
            for (let often = 0; often < times[block]![draw]!; often += 1) drawn.push(contributions.values[k]!)
          const sum = drawn.reduce((a, b) => a + b, 0)
          const squares = drawn.reduce((a, b) => a + b * b, 0) - (sum * sum) / held
          expect(found.centred[draw]).toBeCloseTo(sum, 12)
          const error = Math.sqrt((Math.max(0, squares) * held) / (held - 1))
          if (error > 0.01) expect(found.studentised[draw]).toBeCloseTo(sum / error, 8)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('covers the true uplift about as often as it says, with skewed returns too', () => {
    const stream = createStream(11, 'coverage')
    const blocks = 80
    const times = drawBlocks(blocks, 300, createStream(1, 'blocks'))
    let covered = 0
    const rounds = 300
    for (let round = 0; round < rounds; round += 1) {
      const skewed = (): number => -Math.log(1 - stream.nextUniform()) - 1
      const bars = Int32Array.from({ length: blocks }, (_, k) => 10 * k + 3)
      const part = (shift: number): WeightedReturns => ({
        bars: bars.map((bar) => bar + shift),
        returns: Float64Array.from(bars, skewed),
        weights: new Float64Array(blocks).fill(1 / blocks),
      })
      const [first, second] = [part(0), part(4)]
      const mean = ({ returns }: WeightedReturns): number => returns.reduce((sum, value) => sum + value, 0) / blocks
      const contributions = blockContributions(first, second, 10)
      const { studentised } = resampledUplift(contributions, times)
      const { low, high } = upliftInterval(mean(first) - mean(second), contributions, studentised, 0.95)
      if (low <= 0 && high >= 0) covered += 1
      expect(blockError(contributions)).toBeGreaterThan(0)
    }
    expect(covered / rounds).toBeGreaterThan(0.91)
    expect(covered / rounds).toBeLessThan(0.985)
  })
})
