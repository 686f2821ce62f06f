import { describe, expect, it } from 'vitest'
import { partInterval } from '../../../../src/core/discovery/candidates/partInterval.ts'
import { partOfSample } from '../../../../src/core/discovery/candidates/partOfSample.ts'
import { drawBlocks, planCalendarBlocks } from '../../../../src/core/discovery/expectancy/calendarBlocks.ts'
import { conditionalExpectancy } from '../../../../src/core/discovery/expectancy/conditionalExpectancy.ts'
import { resampledUplift } from '../../../../src/core/discovery/expectancy/resampledUplift.ts'
import type { HypothesisSample } from '../../../../src/core/discovery/hypothesisSample.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'

const BARS = 4_000
const HORIZON = 4
const EVERY = 50

const plan = planCalendarBlocks(BARS, 3_600_000, HORIZON)
const drawn = drawBlocks(plan.count, 400, createStream(2, 'blocks'))
const blocks = { ...plan, times: () => drawn }

/** An event every 50 bars with two controls behind it. */
const bars = Int32Array.from({ length: BARS / EVERY - 1 }, (_, event) => EVERY * event)
const sample: HypothesisSample = {
  hypothesis: { id: 'x', symbol: 'A', family: 'f', condition: 'any', direction: 'long', horizonBars: HORIZON },
  counts: { detected: bars.length, inCondition: bars.length, finished: bars.length },
  refusal: null,
  bars,
  uniqueness: new Float64Array(bars.length).fill(1),
  cluster: bars.map((_, event) => event),
  apart: bars.map((_, event) => event),
  controlBars: Int32Array.from(
    { length: 2 * bars.length },
    (_, control) => EVERY * (control >> 1) + 20 + 10 * (control & 1),
  ),
  controlOf: Int32Array.from({ length: 2 * bars.length }, (_, control) => control >> 1),
}

function returnsOf(seed: number, added: number): Float64Array {
  const stream = createStream(seed, 'returns')
  return Float64Array.from({ length: BARS }, (_, bar) => 0.01 * stream.nextNormal() + (bar % EVERY === 0 ? added : 0))
}

describe('the interval of a part of the events', () => {
  it('is that of the main estimate where the part is all of them', () => {
    const returns = returnsOf(1, 0.002)
    const drawsOf = (contributions: Parameters<typeof resampledUplift>[0]) => resampledUplift(contributions, drawn)
    const whole = conditionalExpectancy({ sample, returns, blocks, drawsOf, pPlacebo: 1, roundTripBps: 0 }).result
    const { upliftLow, upliftHigh } = whole
    expect(upliftLow).not.toBeNull()
    expect(partInterval(sample, returns, blocks)).toEqual({ upliftLow, upliftHigh })
  })

  it('holds the true uplift 95 times of 100 in a third of the events', () => {
    const part = partOfSample(sample, (place) => place % 3 === 0)
    expect(part.bars).toHaveLength(27)
    const sets = 400
    let held = 0
    for (let seed = 0; seed < sets; seed += 1) {
      const { upliftLow, upliftHigh } = partInterval(part, returnsOf(seed, 0.003), blocks)
      if (upliftLow! <= 0.003 && upliftHigh! >= 0.003) held += 1
    }
    expect(held / sets).toBeGreaterThan(0.92)
    expect(held / sets).toBeLessThan(0.98)
  })

  it('is none where fewer than ten windows stand apart, or all lie in a few blocks', () => {
    const none = { upliftLow: null, upliftHigh: null }
    const returns = returnsOf(1, 0)
    expect(
      partInterval(
        partOfSample(sample, (place) => place < 9),
        returns,
        blocks,
      ),
    ).toEqual(none)
    expect(
      partInterval(
        partOfSample(sample, (place) => place < 10),
        returns,
        blocks,
      ),
    ).not.toEqual(none)
    const close = { ...sample, bars: bars.map((_, event) => 3 * event) }
    expect(
      partInterval(
        partOfSample(close, (place) => place < 13),
        returns,
        blocks,
      ),
    ).toEqual(none)
    const wide = { ...blocks, blockBars: 1_000, count: 4, times: () => drawBlocks(4, 400, createStream(2, 'blocks')) }
    expect(partInterval(sample, returns, wide)).toEqual(none)
  })

  it('keeps its controls and nobody else\u2019s', () => {
    const part = partOfSample(sample, (place) => place === 2 || place === 5)
    expect([...part.controlBars]).toEqual([120, 130, 270, 280])
    expect([...part.controlOf]).toEqual([0, 0, 1, 1])
    expect([...part.apart]).toEqual([0, 1])
  })
})
