import { describe, expect, it } from 'vitest'
import { plantedMarket } from '../../../bench/discoveryMarkets.ts'
import type { JsonValue } from '../../../src/core/contract/jsonValue.ts'
import type { DiscoveryMarket } from '../../../src/core/discovery/discoveryMarket.ts'
import { combineDiscovery, createDiscoveryRunner, planDiscovery } from '../../../src/core/discovery/discoveryRunner.ts'
import { DISCOVERY_DEFAULTS, type DiscoverySettings } from '../../../src/core/discovery/discoverySettings.ts'
import type { DiscoveryTask } from '../../../src/core/discovery/discoveryTask.ts'
import { enumerateHypotheses } from '../../../src/core/discovery/grammar/enumerateHypotheses.ts'
import type { DiscoveryGrammar } from '../../../src/core/discovery/hypothesis.ts'
import { silentBeat } from '../../../src/core/job/beat.ts'
import { noiseMarket } from './noiseMarket.ts'

const GRAMMAR: DiscoveryGrammar = {
  symbols: ['A', 'B'],
  families: ['volatility_shock_up', 'volatility_shock_down', 'range_breakout_up', 'exhaustion_down'],
  conditions: ['any', 'trend:up'],
  directions: ['long', 'short'],
  horizonsBars: [1, 6],
}

function taskOf(market: DiscoveryMarket, change: Partial<DiscoverySettings> = {}): DiscoveryTask {
  const settings = { ...DISCOVERY_DEFAULTS, seed: 5, roundTripBps: [10, 20], resamples: 200, ...change }
  return { market, grammar: { ...GRAMMAR, symbols: market.symbols }, settings }
}

/** Units of every wave, dealt to several runners from the last to the first. */
function played(task: DiscoveryTask, runners: number): JsonValue[] {
  const crew = Array.from({ length: runners }, () => createDiscoveryRunner(task))
  const done: JsonValue[] = []
  for (let units = planDiscovery(task, done); units.length > 0; units = planDiscovery(task, done)) {
    const results = new Map<number, JsonValue>()
    for (let at = units.length - 1; at >= 0; at -= 1) {
      results.set(
        at,
        JSON.parse(JSON.stringify(crew[at % runners]!(JSON.parse(JSON.stringify(units[at]!)), silentBeat))),
      )
    }
    for (const at of units.keys()) done.push(results.get(at)!)
  }
  return done
}

const task = taskOf(noiseMarket({ seed: 3, bars: 9000, missing: 0.01 }))
const done = played(task, 1)
const findings = combineDiscovery(task, done)

describe('a discovery', () => {
  it('holds every declared hypothesis once, in the order of the grammar', () => {
    const declared = enumerateHypotheses(task.grammar)
    expect(findings.results.map(({ hypothesis }) => hypothesis)).toEqual(declared.ok ? declared.value : [])
    expect(findings.declared).toBe(64)
    expect(findings.tested + findings.refused).toBe(64)
    expect(findings.tested).toBeGreaterThan(20)
  })

  it('is the same to the last bit for any number of workers in any order', () => {
    expect(JSON.stringify(combineDiscovery(task, played(task, 3)))).toBe(JSON.stringify(findings))
  })

  it('survives JSON: no number is missing', () => {
    expect(JSON.parse(JSON.stringify(findings))).toEqual(findings)
    for (const result of findings.results) {
      const isTested = result.refusal === null
      expect(result.pValue === null).toBe(!isTested)
      expect(result.qBy === null).toBe(!isTested)
      expect(result.pFamilyWise === null).toBe(!isTested)
    }
  })

  it('turns the sign of everything between long and short', () => {
    const byId = new Map(findings.results.map((result) => [result.hypothesis.id, result]))
    for (const long of findings.results.filter(({ hypothesis }) => hypothesis.direction === 'long')) {
      const short = byId.get(long.hypothesis.id.replace('|long|', '|short|'))!
      if (long.pValue === null) continue
      expect(short.uplift).toBeCloseTo(-long.uplift!, 14)
      expect(short.upliftLow).toBeCloseTo(-long.upliftHigh!, 12)
      expect(short.pHac! + long.pHac!).toBeCloseTo(1, 10)
      expect(long.pValue).toBe(Math.max(long.pHac!, long.pPlacebo!))
    }
  })

  it('does not mind which direction is named first', () => {
    const plain = taskOf(task.market, { mostStudies: 0 })
    const turned = { ...plain, grammar: { ...plain.grammar, directions: ['short', 'long'] as const } }
    const found = combineDiscovery(turned, played(turned, 1))
    const byId = new Map(found.results.map((result) => [result.hypothesis.id, result]))
    for (const result of findings.results) expect(byId.get(result.hypothesis.id)).toEqual(result)
  })

  it('looks closely at the nearest, and finds nothing in noise', () => {
    expect(findings.discoveriesByBenjaminiYekutieli).toBe(0)
    expect(findings.candidates).toHaveLength(10)
    expect(findings.candidates.every(({ standing, study }) => standing === 'near' && study !== null)).toBe(true)
    const { result, study } = findings.candidates[0]!
    const sum = study!.years.reduce((events, year) => events + year.events, 0)
    expect(sum).toBe(result.events)
    expect(study!.decay.find(({ horizonBars }) => horizonBars === result.hypothesis.horizonBars)!.uplift).toBeCloseTo(
      result.uplift!,
      12,
    )
    expect(study!.costs[0]!.netMean).toBeCloseTo(result.netMeanReturn!, 14)
  })

  it('only counts where nothing is to be tested', () => {
    const counting = taskOf(task.market, { tested: false })
    const counted = combineDiscovery(counting, played(counting, 1))
    expect(counted.tested).toBe(0)
    expect(counted.results.map(({ events }) => events)).toEqual(findings.results.map(({ events }) => events))
    expect(counted.candidates).toEqual([])
  })

  it('takes no close look where none is asked for', () => {
    const plain = taskOf(task.market, { mostStudies: 0 })
    const found = combineDiscovery(plain, played(plain, 1))
    expect(found.results).toEqual(findings.results)
    expect(found.candidates.every(({ study }) => study === null)).toBe(true)
  })
})

describe('an edge that is there', () => {
  it('is found, passes every rule and is a candidate; the same bars without it are not', () => {
    const options = { seed: 12, bars: 9000, intervalMs: 3_600_000, falls: false }
    const horizons = { ...GRAMMAR, symbols: ['AAA', 'BBB'], horizonsBars: [1, 4] }
    const [found, empty] = [1, 0].map((strength) => {
      const planted = { ...taskOf(plantedMarket(options, strength), { resamples: 500 }), grammar: horizons }
      return combineDiscovery(planted, played(planted, 1))
    })
    const best = found!.candidates[0]!
    expect(best.result.hypothesis.id).toBe('AAA|volatility_shock_down|any|long|4')
    expect(best.standing).toBe('candidate')
    expect(best.result.pFamilyWise).toBeLessThan(0.05)
    expect(empty!.discoveriesByBenjaminiYekutieli).toBe(0)
  })
})
