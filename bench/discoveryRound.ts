import { parentPort, workerData } from 'node:worker_threads'
import type { JsonValue } from '../src/core/contract/jsonValue.ts'
import type { DiscoveryMarket } from '../src/core/discovery/discoveryMarket.ts'
import { combineDiscovery, createDiscoveryRunner, planDiscovery } from '../src/core/discovery/discoveryRunner.ts'
import { DISCOVERY_DEFAULTS } from '../src/core/discovery/discoverySettings.ts'
import type { DiscoveryTask } from '../src/core/discovery/discoveryTask.ts'
import { standardGrammar } from '../src/core/discovery/grammar/standardGrammar.ts'
import type { DiscoveryGrammar } from '../src/core/discovery/hypothesis.ts'
import { silentBeat } from '../src/core/job/beat.ts'
import { noiseMarket, PLANTED, plantedMarket } from './discoveryMarkets.ts'

export type Round = {
  readonly kind: 'noise' | 'planted'
  readonly seed: number
  readonly bars: number
  readonly intervalMs: number
  readonly falls: boolean
  /** Of a planted edge, in deviations of a trade's return. */
  readonly strength: number
}

/** What is told of one data set. */
export type RoundOutcome = {
  readonly round: Round
  readonly declared: number
  readonly tested: number
  readonly discoveriesBy: number
  readonly discoveriesBh: number
  readonly familyWise: number
  readonly candidates: number
  readonly pRealityCheck: number
  readonly pSpa: number
  /** Whether the planted hypothesis itself is a discovery. */
  readonly isFound: boolean
  /** Its effect as measured. */
  readonly effect: number
  /** Discoveries on the other instrument, where nothing is planted. */
  readonly elsewhere: number
  readonly pValues: readonly number[]
}

function grammarOf(market: DiscoveryMarket, { kind }: Round): DiscoveryGrammar {
  const { symbols } = market
  const { intervalMs } = market.market
  const grammar = standardGrammar({ symbols, sensors: ['funding'], intervalMs, hasSessions: false })
  return kind === 'noise' ? grammar : { ...grammar, conditions: ['any', 'volatility:high'] }
}

function playRound(round: Round): RoundOutcome {
  const market = round.kind === 'noise' ? noiseMarket(round) : plantedMarket(round, round.strength)
  const settings = { ...DISCOVERY_DEFAULTS, seed: round.seed, roundTripBps: [20, 20] }
  const task: DiscoveryTask = { market, grammar: grammarOf(market, round), settings }
  const run = createDiscoveryRunner(task)
  const done: JsonValue[] = []
  for (let units = planDiscovery(task, done); units.length > 0; units = planDiscovery(task, done)) {
    for (const unit of units) done.push(run(unit, silentBeat))
  }
  const findings = combineDiscovery(task, done)
  const { results, best, falseDiscoveryRate } = findings
  const discoveries = results.filter(({ qBy }) => qBy !== null && qBy <= falseDiscoveryRate)
  const planted = results.find(({ hypothesis }) => hypothesis.id === PLANTED.id)
  return {
    round,
    declared: findings.declared,
    tested: findings.tested,
    discoveriesBy: findings.discoveriesByBenjaminiYekutieli,
    discoveriesBh: findings.discoveriesByBenjaminiHochberg,
    familyWise: findings.familyWise,
    candidates: findings.candidates.filter(({ standing }) => standing === 'candidate').length,
    pRealityCheck: best.pRealityCheck ?? 1,
    pSpa: best.pSpaConsistent ?? 1,
    isFound: discoveries.some(({ hypothesis }) => hypothesis.id === PLANTED.id),
    effect: planted?.effectSize ?? 0,
    elsewhere: discoveries.filter(({ hypothesis }) => hypothesis.symbol !== PLANTED.symbol).length,
    pValues: results.flatMap(({ pValue }) => (pValue === null ? [] : [pValue])),
  }
}

const rounds: readonly Round[] = workerData
for (const round of rounds) parentPort?.postMessage(playRound(round))
