import { describe, expect, it } from 'vitest'
import { CANDIDATE_RULES } from '../../../../src/core/discovery/candidates/candidateRules.ts'
import type { CandidateStudy, Variant } from '../../../../src/core/discovery/candidates/candidateStudy.ts'
import { capacityOf } from '../../../../src/core/discovery/candidates/capacityOf.ts'
import { chooseCandidates } from '../../../../src/core/discovery/candidates/chooseCandidates.ts'
import { closestPlaces } from '../../../../src/core/discovery/candidates/closestPlaces.ts'
import { leftOut, segmentsBy } from '../../../../src/core/discovery/candidates/eventSegments.ts'
import { middleOf, withoutBest } from '../../../../src/core/discovery/candidates/withoutBest.ts'
import { refusedOf, resultOf } from '../resultOf.ts'
import { goodStudy } from './goodStudy.ts'

const gains = {
  bars: Int32Array.of(1, 2, 3, 4, 5),
  returns: Float64Array.of(0.05, -0.01, 0.02, 0.04, -0.02),
  uplifts: Float64Array.of(0.04, -0.02, Number.NaN, 0.05, -0.01),
  intervalOf: (places: readonly number[]) => ({ upliftLow: -places.length, upliftHigh: null }),
}

describe('parts of the events', () => {
  it('are told by label, a missing control counting for the mean alone', () => {
    const parity = (bar: number): string | null => (bar === 5 ? null : bar % 2 === 0 ? 'even' : 'odd')
    const [even, odd] = segmentsBy(gains, parity)
    const interval = { upliftLow: -2, upliftHigh: null }
    expect(even).toEqual({ name: 'even', events: 2, mean: 0.015, uplift: expect.closeTo(0.015, 12), ...interval })
    expect(odd).toEqual({ name: 'odd', events: 2, mean: expect.closeTo(0.035, 12), uplift: 0.04, ...interval })
    const [withoutEven] = leftOut(gains, parity)
    expect(withoutEven).toMatchObject({ name: 'without even', events: 3, uplift: expect.closeTo(0.015, 12) })
  })

  it('lose their best events by return, and never all of them', () => {
    const rows = withoutBest(gains)
    expect(rows.map(({ without }) => without)).toEqual([1, 3])
    expect(rows[0]).toMatchObject({ mean: expect.closeTo(0.03 / 4, 12), uplift: expect.closeTo(0.02 / 3, 12) })
    expect(rows[1]!.mean).toBeCloseTo(-0.015, 12)
  })

  it('have a middle', () => {
    expect(middleOf(gains)).toEqual({ median: 0.02, trimmedMean: expect.closeTo(0.016, 12) })
    const ten = Float64Array.from({ length: 10 }, (_, k) => (k === 9 ? 1000 : k))
    expect(middleOf({ ...gains, returns: ten }).trimmedMean).toBeCloseTo(36 / 8, 12)
  })
})

describe('capacity', () => {
  const close = Float64Array.from({ length: 60 }, (_, t) => (t % 2 === 0 ? 100 : 101))
  const volume = new Float64Array(60).fill(500)
  const leg = { open: close, high: close, low: close, close, volume }

  it('is where square-root impact on both sides has eaten the net mean', () => {
    const found = capacityOf(leg, Int32Array.of(30, 40, 50), 0.001)
    expect(found.medianBarValue).toBe(50_000)
    expect(found.barVolatility).toBeCloseTo(0.00995, 4)
    const cost = 2 * (2 / 3) * found.barVolatility! * Math.sqrt(found.allNetValue! / 50_000)
    expect(cost).toBeCloseTo(0.001, 12)
    expect(found.halfNetValue).toBeCloseTo(found.allNetValue! / 4, 8)
  })

  it('ends at a tenth of the volume, and is nothing where costs leave nothing', () => {
    expect(capacityOf(leg, Int32Array.of(30), 1)).toMatchObject({ halfNetValue: 5000, allNetValue: 5000 })
    expect(capacityOf(leg, Int32Array.of(30), -0.01)).toMatchObject({ halfNetValue: 0, allNetValue: 0 })
    const unknown = capacityOf({ ...leg, volume: new Float64Array(60).fill(Number.NaN) }, Int32Array.of(30), 0.01)
    expect(unknown).toMatchObject({ medianBarValue: null, allNetValue: null })
  })
})

describe('what comes into question', () => {
  const near = Array.from({ length: 30 }, (_, k) => resultOf(`near ${k}`, { pValue: 0.5 - k / 100, qBy: 1 }))
  const results = [...near, refusedOf('refused'), resultOf('found', { pValue: 0.0001, qBy: 0.02 })]

  it('is every discovery and the ten that came nearest, by p-value', () => {
    expect(closestPlaces(results, 100, 0.1)).toEqual([31, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20])
    expect(closestPlaces(results, 2, 0.1)).toEqual([31, 29])
    expect(closestPlaces([refusedOf('refused')], 10, 0.1)).toEqual([])
  })

  it('is a candidate only if no rule failed; near misses are none however good they look', () => {
    const studies = new Map([31, 29].map((place) => [place, goodStudy(`${place}`)]))
    const chosen = chooseCandidates(results, studies, 0.1)
    expect(chosen[0]).toMatchObject({ standing: 'candidate', result: { hypothesis: { id: 'found' } } })
    expect(chosen.slice(1).every(({ standing }) => standing === 'near')).toBe(true)
    expect(chosen[0]!.rules.map(({ rule }) => rule)).toEqual(CANDIDATE_RULES.map(({ id }) => id))
    expect(chooseCandidates(results, new Map(), 0.1)[0]!.standing).toBe('discovery')
  })

  const NONE = { upliftLow: null, upliftHigh: null }
  const variant = (uplift: number, events = 50): Variant => ({
    name: 'x',
    events,
    mean: 0,
    uplift,
    ...NONE,
    t: 0,
    pValue: 0.5,
  })
  const broken: readonly (readonly [string, Partial<CandidateStudy>])[] = [
    ['costs', { costs: [{ times: 1.25, costBps: 50, netMean: -0.001 }] }],
    ['years', { years: [variant(0.1), variant(-0.1)] }],
    ['leave-one-out', { leaveOneOut: [variant(0.1), variant(-0.0001)] }],
    ['regimes', { regimes: [variant(0.1), variant(-0.1), variant(-0.1)] }],
    ['best-events', { withoutBest: [{ without: 5, mean: 0.01, uplift: -0.001 }] }],
    ['apart', { apart: variant(-0.1) }],
    ['delay', { delays: [variant(-0.1), variant(0.1)] }],
    ['neighbours', { neighbours: [variant(-0.1), variant(-0.1), variant(0.1)] }],
  ]
  it.each(broken)('fails by %s alone', (rule, change) => {
    const study = { ...goodStudy('31'), ...change }
    const [first] = chooseCandidates(results, new Map([[31, study]]), 0.1)
    expect(first!.standing).toBe('discovery')
    expect(first!.rules.filter(({ passed }) => passed === false).map((reading) => reading.rule)).toEqual([rule])
  })

  it('is told of other symbols, which do not decide', () => {
    const study = { ...goodStudy('31'), symbols: [variant(-0.1)] }
    const [first] = chooseCandidates(results, new Map([[31, study]]), 0.1)
    expect(first!.standing).toBe('candidate')
    expect(first!.rules.find(({ rule }) => rule === 'symbols')!.passed).toBe(false)
  })

  it('does not fail by what cannot be said', () => {
    const study = { ...goodStudy('31'), symbols: [], delays: [], neighbours: [variant(-1, 3)] }
    const [first] = chooseCandidates(results, new Map([[31, study]]), 0.1)
    expect(first!.standing).toBe('candidate')
    expect(first!.rules.filter(({ passed }) => passed === null).map(({ rule }) => rule)).toEqual([
      'delay',
      'neighbours',
      'symbols',
    ])
  })
})
