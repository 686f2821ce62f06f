import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import type { Round, RoundOutcome } from './discoveryRound.ts'
import type { Figure } from './figure.ts'
import { atLeast, atMost, told } from './figure.ts'

const HOUR_MS = 3_600_000
const QUARTER_HOUR_MS = 900_000
const NOISE_BARS = 12_000
const PLANTED_BARS = 20_000
/** Deviations of a trade's return. */
const STRENGTH = 0.6
const NOISE_SETS = 200
const MOST_FALSE_SHARE = 28 / 200
const LEAST_FOUND_SHARE = 18 / 20
const FIRST_PLANTED_SEED = 5000

/** A third hourly, a third hourly with rare falls, a third of 15 minutes. */
function noiseRound(at: number): Round {
  const kind = at % 3
  const intervalMs = kind === 2 ? QUARTER_HOUR_MS : HOUR_MS
  return { kind: 'noise', seed: 1 + at, bars: NOISE_BARS, intervalMs, falls: kind === 1, strength: 0 }
}

function plantedRound(at: number, strength: number): Round {
  return {
    kind: 'planted',
    seed: FIRST_PLANTED_SEED + at,
    bars: PLANTED_BARS,
    intervalMs: HOUR_MS,
    falls: false,
    strength,
  }
}

function playAll(rounds: readonly Round[]): Promise<readonly RoundOutcome[]> {
  const crews = availableParallelism()
  const done: RoundOutcome[] = []
  const work = (crew: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./discoveryRound.ts', import.meta.url), {
        workerData: rounds.filter((_, at) => at % crews === crew),
      })
      worker.on('message', (outcome: RoundOutcome) => {
        done.push(outcome)
        console.log(`${done.length}/${rounds.length} ${toldOutcome(outcome)}`)
      })
      worker.on('error', reject)
      worker.on('exit', () => resolve())
    })
  return Promise.all(Array.from({ length: crews }, (_, crew) => work(crew))).then(() => done)
}

function toldOutcome({ round, declared, tested, discoveriesBy, isFound, effect }: RoundOutcome): string {
  const found = round.kind === 'planted' ? `, effect ${effect.toFixed(2)}, ${isFound ? 'found' : 'missed'}` : ''
  return `${round.kind} seed ${round.seed}: ${tested} of ${declared} tested, ${discoveriesBy} discoveries${found}`
}

function noiseFigures(outcomes: readonly RoundOutcome[]): readonly Figure[] {
  const sets = (of: (outcome: RoundOutcome) => boolean): number => outcomes.filter(of).length
  const pValues = outcomes.flatMap((outcome) => outcome.pValues)
  const below = (limit: number): number => pValues.filter((p) => p <= limit).length / pValues.length / limit
  return [
    atMost(
      'noise-with-discovery',
      sets((one) => one.discoveriesBy > 0),
      'data-sets',
      Math.floor(MOST_FALSE_SHARE * outcomes.length),
    ),
    told(
      'noise-with-discovery-by-bh',
      sets((one) => one.discoveriesBh > 0),
      'data-sets',
    ),
    told(
      'noise-with-family-wise',
      sets((one) => one.familyWise > 0),
      'data-sets',
    ),
    told(
      'noise-with-candidate',
      sets((one) => one.candidates > 0),
      'data-sets',
    ),
    told(
      'noise-reality-check-below-10-percent',
      sets((one) => one.pRealityCheck <= 0.1),
      'data-sets',
    ),
    told(
      'noise-spa-below-10-percent',
      sets((one) => one.pSpa <= 0.1),
      'data-sets',
    ),
    told('p-values', pValues.length, 'hypotheses'),
    ...[0.1, 0.01, 0.001, 0.0001].map((limit) => told(`share-of-p-below-${limit}`, below(limit), 'of-uniform')),
  ]
}

function plantedFigures(outcomes: readonly RoundOutcome[]): readonly Figure[] {
  const mean = (of: (outcome: RoundOutcome) => number): number =>
    outcomes.reduce((sum, outcome) => sum + of(outcome), 0) / outcomes.length
  return [
    told(
      'planted-hypotheses',
      mean((one) => one.declared),
      'declared',
    ),
    told(
      'planted-effect-measured',
      mean((one) => one.effect),
      'deviations',
    ),
    atLeast(
      'planted-found',
      outcomes.filter((one) => one.isFound).length,
      'data-sets',
      Math.ceil(LEAST_FOUND_SHARE * outcomes.length),
    ),
    told('planted-found-elsewhere', outcomes.filter((one) => one.elsewhere > 0).length, 'data-sets'),
    told(
      'planted-candidates',
      mean((one) => one.candidates),
      'a-data-set',
    ),
  ]
}

/** `--noise N` (200) data sets of noise, `--planted M` (20) with an edge of `--strength S` (0.6) deviations of a trade's return. */
export async function run(words: readonly string[]): Promise<readonly Figure[]> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      noise: { type: 'string', default: String(NOISE_SETS) },
      planted: { type: 'string', default: '20' },
      strength: { type: 'string', default: String(STRENGTH) },
    },
  })
  const noise = Array.from({ length: Number(values.noise) }, (_, at) => noiseRound(at))
  const planted = Array.from({ length: Number(values.planted) }, (_, at) => plantedRound(at, Number(values.strength)))
  const outcomes = await playAll([...planted, ...noise])
  const of = (kind: Round['kind']) => outcomes.filter(({ round }) => round.kind === kind)
  return [
    ...(noise.length > 0 ? noiseFigures(of('noise')) : []),
    ...(planted.length > 0 ? plantedFigures(of('planted')) : []),
  ]
}
