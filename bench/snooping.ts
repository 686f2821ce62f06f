import process from 'node:process'
import { parseArgs } from 'node:util'
import { silentBeat } from '../src/core/job/beat.ts'
import { realityCheckFromDraws } from '../src/core/robustness/dataSnooping/realityCheck.ts'
import { stepDownPValues } from '../src/core/robustness/dataSnooping/stepDownPValues.ts'
import { superiorPredictiveAbilityFromDraws } from '../src/core/robustness/dataSnooping/superiorPredictiveAbility.ts'
import { bootstrapMeanTest } from '../src/core/stats/bootstrapMeanTest.ts'
import { mean } from '../src/core/stats/mean.ts'
import type { RandomStream } from '../src/core/stats/seededStream.ts'
import { createStream } from '../src/core/stats/seededStream.ts'
import { stationaryBootstrapVariance } from '../src/core/stats/stationaryBootstrapVariance.ts'
import { stationaryResampledErrors } from '../src/core/stats/stationaryResampledMeans.ts'
import type { Figure } from './figure.ts'
import { atMost, told } from './figure.ts'

const COLUMNS = 20
const PERIODS = 250
const BURN_IN = 100
const LEVELS = [0.01, 0.05, 0.1] as const

type Law = {
  readonly name: string
  readonly meanBlock: number
  /** Only the stated case has goals; the others are told. */
  readonly judged: boolean
  readonly draw: (stream: RandomStream) => readonly Float64Array[]
}

const LAWS: readonly Law[] = [
  { name: 'iid', meanBlock: 1, judged: true, draw: (stream) => manyColumns(stream, independent) },
  { name: 'iid-block-5', meanBlock: 5, judged: true, draw: (stream) => manyColumns(stream, independent) },
  { name: 'iid-block-10', meanBlock: 10, judged: false, draw: (stream) => manyColumns(stream, independent) },
  { name: 'correlated', meanBlock: 5, judged: false, draw: correlated },
  { name: 'ar-0.3', meanBlock: 10, judged: false, draw: (stream) => manyColumns(stream, autoregressive) },
  { name: 'garch', meanBlock: 5, judged: false, draw: (stream) => manyColumns(stream, clustered) },
]

function manyColumns(
  stream: RandomStream,
  column: (stream: RandomStream, out: Float64Array) => void,
): readonly Float64Array[] {
  return Array.from({ length: COLUMNS }, () => {
    const out = new Float64Array(PERIODS)
    column(stream, out)
    return out
  })
}

function independent(stream: RandomStream, out: Float64Array): void {
  for (let t = 0; t < out.length; t += 1) out[t] = stream.nextNormal()
}

function correlated(stream: RandomStream): readonly Float64Array[] {
  const market = new Float64Array(PERIODS)
  independent(stream, market)
  return manyColumns(stream, (own, out) => {
    for (let t = 0; t < out.length; t += 1) out[t] = Math.SQRT1_2 * (market[t]! + own.nextNormal())
  })
}

function autoregressive(stream: RandomStream, out: Float64Array): void {
  let last = 0
  for (let t = -BURN_IN; t < out.length; t += 1) {
    last = 0.3 * last + stream.nextNormal()
    if (t >= 0) out[t] = last
  }
}

/** GARCH(1, 1) of Bollerslev 1986 with a variance of 1 in the long run: 0.05 + 0.10 e^2 + 0.85 h. */
function clustered(stream: RandomStream, out: Float64Array): void {
  let variance = 1
  for (let t = -BURN_IN; t < out.length; t += 1) {
    const value = Math.sqrt(variance) * stream.nextNormal()
    variance = 0.05 + 0.1 * value * value + 0.85 * variance
    if (t >= 0) out[t] = value
  }
}

type PValues = Readonly<Record<string, readonly number[]>>

function simulate(law: Law, simulations: number, resamples: number): PValues {
  const kept: Record<string, number[]> = {}
  const keep = (name: string, p: number): void => {
    kept[name] = [...(kept[name] ?? []), p]
  }
  for (let simulation = 0; simulation < simulations; simulation += 1) {
    if (simulation % 250 === 0) console.log(`${law.name}: ${simulation} of ${simulations}`)
    const stream = createStream(simulation, `snooping-${law.name}`)
    const columns = law.draw(stream)
    const options = { resamples, meanBlock: law.meanBlock, stream, beat: silentBeat }
    const drawn = stationaryResampledErrors(columns, options)
    const means = Float64Array.from(columns, mean)
    const errors = Float64Array.from(columns, (column) => Math.sqrt(stationaryBootstrapVariance(column, law.meanBlock)))
    keep('reality-check', realityCheckFromDraws(means, PERIODS, drawn.means).pValue)
    const draws = { means, errors, n: PERIODS, resampledMeans: drawn.means }
    const ability = superiorPredictiveAbilityFromDraws(draws)!
    for (const kind of ['lower', 'consistent', 'upper'] as const) keep(`spa-${kind}`, ability[kind])
    const careful = superiorPredictiveAbilityFromDraws({ ...draws, resampledErrors: drawn.errors })!
    for (const kind of ['consistent', 'upper'] as const) keep(`spa-own-errors-${kind}`, careful[kind])
    const centred = drawn.means.map((row, draw) => row.map((value, k) => (value - means[k]!) / drawn.errors[draw]![k]!))
    const adjusted = stepDownPValues(
      means.map((value, k) => value / errors[k]!),
      centred,
    )
    keep('step-down-smallest', Math.min(...adjusted))
    keep('mean', bootstrapMeanTest(columns[0]!, options)!.pValue)
    keep('mean-studentised', bootstrapMeanTest(columns[0]!, { ...options, studentized: true })!.pValue)
  }
  return kept
}

/** Largest distance between the distribution of the p-values and the uniform one (Kolmogorov & Smirnov). */
function distanceFromUniform(pValues: readonly number[]): number {
  const sorted = Float64Array.from(pValues).sort()
  return sorted.reduce(
    (most, p, i) => Math.max(most, Math.abs((i + 1) / sorted.length - p), Math.abs(i / sorted.length - p)),
    0,
  )
}

/** Largest excess of rejections over the nominal share, at 1, 5 and 10 %. */
function excess(pValues: readonly number[]): number {
  return Math.max(...LEVELS.map((level) => pValues.filter((p) => p <= level).length / pValues.length - level))
}

const MUST_BE_UNIFORM = ['reality-check', 'mean', 'mean-studentised']
/** The lower p is a bound and no test: its null leaves losing columns where they are. */
const BOUND = 'spa-lower'
/** With w_k as it stands under every resample: exact only where blocks are short for the number of periods. */
const OBSERVED_ERRORS = ['spa-consistent', 'spa-upper']

function hasGoal(law: Law, name: string): boolean {
  return law.judged && name !== BOUND && (law.meanBlock === 1 || !OBSERVED_ERRORS.includes(name))
}

function figuresOf(law: Law, pValues: PValues): readonly Figure[] {
  return Object.entries(pValues).flatMap(([name, values]) => {
    const title = `${law.name}-${name}`
    const [distance, above] = [distanceFromUniform(values), excess(values)]
    const rejections = LEVELS.map((level) =>
      told(`${title}-rejected-at-${level}`, values.filter((p) => p <= level).length / values.length, 'share'),
    )
    const judged = MUST_BE_UNIFORM.includes(name)
      ? atMost(`${title}-largest-distance`, distance, 'F-u', 0.06)
      : atMost(`${title}-excess-rejections`, above, 'share', 0.02)
    return [hasGoal(law, name) ? judged : { ...judged, goal: '-', ok: true }, ...rejections]
  })
}

/**
 * `--simulations N` (1000; `ASSAY_BENCH_SIMULATIONS` likewise) of 20 columns of 250 periods without any mean, `--resamples B` (500) each: p-values of the
 * reality check and of the bootstrapped mean must be uniform, those of the SPA test and the smallest of the step-down not too small too often. `--law NAME` looks at one kind of noise.
 */
export async function run(words: readonly string[]): Promise<readonly Figure[]> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      simulations: { type: 'string', default: process.env.ASSAY_BENCH_SIMULATIONS ?? '1000' },
      resamples: { type: 'string', default: '500' },
      law: { type: 'string' },
    },
  })
  return LAWS.filter(({ name }) => values.law === undefined || values.law === name).flatMap((law) =>
    figuresOf(law, simulate(law, Number(values.simulations), Number(values.resamples))),
  )
}
