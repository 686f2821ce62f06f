import { describe, expect, it } from 'vitest'
import { enumerateHypotheses } from '../../../../src/core/discovery/grammar/enumerateHypotheses.ts'
import { standardGrammar } from '../../../../src/core/discovery/grammar/standardGrammar.ts'
import type { Hypothesis } from '../../../../src/core/discovery/hypothesis.ts'
import type { HypothesisSample } from '../../../../src/core/discovery/hypothesisSample.ts'
import { createSampleMaker } from '../../../../src/core/discovery/sample/sampleMaker.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'
import { noiseMarket, truncatedMarket } from '../noiseMarket.ts'

const SETTINGS = { seed: 3, minimumEvents: 10, controlsPerEvent: 4 }
const DISCOVERY = noiseMarket({ seed: 21, bars: 4_000, missing: 0.003 })
const GRAMMAR = {
  ...standardGrammar({ symbols: ['A', 'B'], sensors: ['funding'], intervalMs: 3_600_000, hasSessions: false }),
  horizonsBars: [1, 8],
}
const HYPOTHESES = (() => {
  const made = enumerateHypotheses(GRAMMAR)
  if (!made.ok) throw new Error(made.trouble.message)
  return made.value
})()

function hypothesis(change: Partial<Hypothesis>): Hypothesis {
  const parts = {
    symbol: 'A',
    family: 'day_extreme_up',
    condition: 'any',
    direction: 'long',
    horizonBars: 8,
    ...change,
  }
  return { ...parts, direction: change.direction ?? 'long', id: Object.values(parts).join('|') }
}

const withoutName = ({ hypothesis: _name, ...rest }: HypothesisSample) => rest

describe('samples', () => {
  it('do not depend on what was asked before', () => {
    const maker = createSampleMaker(DISCOVERY, SETTINGS)
    const inOrder = new Map(HYPOTHESES.map((asked) => [asked.id, maker.sample(asked)]))
    const stream = createStream(1, 'order')
    const shuffled = [...HYPOTHESES]
      .map((asked) => ({ asked, at: stream.nextUniform() }))
      .sort((a, b) => a.at - b.at)
      .slice(0, 150)
    const other = createSampleMaker(DISCOVERY, SETTINGS)
    for (const { asked } of shuffled) expect(other.sample(asked)).toEqual(inOrder.get(asked.id))
    const tested = [...inOrder.values()].filter(({ refusal }) => refusal === null)
    expect(tested.length).toBeGreaterThan(200)
  })

  it('of long and short are the same', () => {
    const maker = createSampleMaker(DISCOVERY, SETTINGS)
    const long = maker.sample(hypothesis({ direction: 'long' }))
    const short = maker.sample(hypothesis({ direction: 'short' }))
    expect(short.hypothesis.direction).toBe('short')
    expect(withoutName(short)).toEqual(withoutName(long))
  })

  it('hold the events of the family where the condition holds and a whole horizon lies within the data', () => {
    const maker = createSampleMaker(DISCOVERY, SETTINGS)
    const sample = maker.sample(hypothesis({ condition: 'trend:up' }))
    const trend = maker.states(0, 'trend')
    const forward = maker.forward(0, 8)
    const events = maker.eventRows(0, 'day_extreme_up')
    const inCondition = events.filter((bar) => trend[bar] === 3)
    expect(sample.counts).toEqual({
      detected: events.length,
      inCondition: inCondition.length,
      finished: sample.bars.length,
    })
    expect(Array.from(sample.bars)).toEqual(Array.from(inCondition.filter((bar) => !Number.isNaN(forward[bar]!))))
    expect(sample.bars.length).toBeLessThan(events.length)
    expect(sample.controlBars.length).toBeGreaterThan(10)
    for (const bar of sample.controlBars) expect(trend[bar]).toBe(3)
  })

  it('match volatility and session of their controls', () => {
    const maker = createSampleMaker(DISCOVERY, SETTINGS)
    const { bars, controlBars, controlOf, refusal } = maker.sample(hypothesis({}))
    expect(refusal).toBeNull()
    for (const dimension of ['volatility', 'session']) {
      const states = maker.states(0, dimension)
      controlBars.forEach((bar, at) => {
        expect(states[bar]).toBe(states[bars[controlOf[at]!]!])
      })
    }
  })

  it('of a shorter market are those of the longer one whose windows had ended', () => {
    const cut = 3_000
    const whole = createSampleMaker(DISCOVERY, SETTINGS)
    const before = createSampleMaker(truncatedMarket(DISCOVERY, cut), { ...SETTINGS, minimumEvents: 1 })
    let compared = 0
    for (const asked of HYPOTHESES) {
      if (asked.direction === 'short') continue
      const longer = whole.sample(asked)
      const shorter = before.sample(asked)
      const finished = longer.bars.filter((bar) => bar + asked.horizonBars < cut)
      expect(Array.from(shorter.bars), asked.id).toEqual(Array.from(finished))
      if (longer.refusal !== null || shorter.refusal !== null) continue
      compared++
      const controls = longer.controlBars.filter((bar) => bar + asked.horizonBars < cut)
      expect(Array.from(shorter.controlBars), asked.id).toEqual(Array.from(controls))
    }
    expect(compared).toBeGreaterThan(100)
  })

  it('give controls no other mean than chance does: noise adds nothing after a breakout', () => {
    const uplifts: number[] = []
    for (let seed = 0; seed < 60; seed++) {
      const maker = createSampleMaker(noiseMarket({ seed: 100 + seed, bars: 3_000 }), SETTINGS)
      const asked = hypothesis({ family: 'range_breakout_up', horizonBars: 24 })
      const { bars, controlBars, refusal } = maker.sample(asked)
      if (refusal !== null) continue
      const forward = maker.forward(0, 24)
      const mean = (rows: Int32Array) => rows.reduce((sum, row) => sum + forward[row]!, 0) / rows.length
      uplifts.push(mean(bars) - mean(controlBars))
    }
    const mean = uplifts.reduce((sum, value) => sum + value, 0) / uplifts.length
    const variance = uplifts.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (uplifts.length - 1)
    expect(uplifts.length).toBeGreaterThan(50)
    // Controls chosen for having no breakout after them give a t of 6; controls from before the event too, one of 4.
    expect(Math.abs(mean / Math.sqrt(variance / uplifts.length))).toBeLessThan(3)
  })
})

describe('a hypothesis that cannot be tested', () => {
  const maker = createSampleMaker(DISCOVERY, { ...SETTINGS, minimumEvents: 30 })

  it('says that there are too few events, and how many', () => {
    const sample = maker.sample(hypothesis({ family: 'volatility_shock_up@8' }))
    expect(sample.refusal).toBe('too-few-events')
    expect(sample.counts.detected).toBeLessThan(30)
    expect(sample.controlBars).toHaveLength(0)
  })

  it('is tested from the stated number of events whose windows do not overlap', () => {
    const asked = hypothesis({ family: 'range_breakout_up', horizonBars: 24 })
    const { apart, bars } = maker.sample(asked)
    expect(apart.length).toBeLessThan(bars.length)
    const at = (minimumEvents: number) =>
      createSampleMaker(DISCOVERY, { ...SETTINGS, minimumEvents }).sample(asked).refusal
    expect(at(apart.length)).toBeNull()
    expect(at(apart.length + 1)).toBe('too-few-events')
  })

  it('says that a sensor is missing: of its family, or of its condition', () => {
    const { market, symbols } = DISCOVERY
    const without = createSampleMaker({ market, symbols, sensors: [{}, {}] }, SETTINGS)
    expect(without.sample(hypothesis({ family: 'funding_flip_up' })).refusal).toBe('no-sensor')
    expect(without.sample(hypothesis({ condition: 'funding:high' })).refusal).toBe('no-sensor')
    const empty = { funding: new Float64Array(market.timeMs.length).fill(Number.NaN) }
    const silent = createSampleMaker({ market, symbols, sensors: [empty, empty] }, SETTINGS)
    expect(silent.sample(hypothesis({ family: 'funding_flip_up' })).refusal).toBe('no-sensor')
  })

  it('says that its context is not known', () => {
    const { market, sensors } = DISCOVERY
    const alone = {
      market: { ...market, instruments: [market.instruments[0]!] },
      symbols: ['A'],
      sensors: [sensors[0]!],
    }
    const sample = createSampleMaker(alone, SETTINGS).sample(hypothesis({ condition: 'correlation:low' }))
    expect(sample.refusal).toBe('no-context')
    expect(sample.counts).toMatchObject({ inCondition: 0, finished: 0 })
  })

  it('says that there is nothing to hold it against', () => {
    // So many events that hardly any bar lies outside of their windows.
    const sample = maker.sample(hypothesis({ family: 'range_breakout_up@2', horizonBars: 72 }))
    expect(sample.refusal).toBe('no-controls')
    expect(sample.bars.length).toBeGreaterThan(30)
  })
})
