import { availableParallelism } from 'node:os'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import type { Figure } from './figure.ts'
import { atMost, told } from './figure.ts'
import { LAWS, type Law } from './snoopingLaws.ts'
import type { SimulatedPValues, SnoopingRound } from './snoopingRound.ts'

const LEVELS = [0.01, 0.05, 0.1] as const
const PROGRESS = 500

type PValues = Readonly<Record<string, readonly number[]>>

/** By law and test; the order within a test depends on the threads, and no figure on that order. */
async function simulateAll(
  round: Omit<SnoopingRound, 'from' | 'step'>,
): Promise<ReadonlyMap<string, Record<string, number[]>>> {
  const kept = new Map(round.laws.map((law): [string, Record<string, number[]>] => [law, {}]))
  const crews = availableParallelism()
  let done = 0
  const keep = ({ law, pValues }: SimulatedPValues): void => {
    const tests = kept.get(law)!
    for (const [name, p] of Object.entries(pValues)) {
      tests[name] ??= []
      tests[name].push(p)
    }
    done += 1
    if (done % PROGRESS === 0) console.log(`${done} of ${round.laws.length * round.simulations} simulations`)
  }
  const work = (from: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const workerData: SnoopingRound = { ...round, from, step: crews }
      const worker = new Worker(new URL('./snoopingRound.ts', import.meta.url), { workerData })
      worker.on('message', keep)
      worker.on('error', reject)
      worker.on('exit', () => resolve())
    })
  await Promise.all(Array.from({ length: crews }, (_, from) => work(from)))
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
/** Those that must not reject too often, whatever the block. The lower p of the SPA is a bound and no test. */
const SIZED = ['spa-consistent', 'spa-upper', 'step-down-smallest']

function hasGoal({ judged }: Law, name: string): boolean {
  return (judged !== 'none' && SIZED.includes(name)) || (judged === 'all' && MUST_BE_UNIFORM.includes(name))
}

function figuresOf(law: Law, pValues: PValues): readonly Figure[] {
  return Object.entries(pValues).flatMap(([name, values]) => {
    const title = `${law.name}-${name}`
    const rejections = LEVELS.map((level) =>
      told(`${title}-rejected-at-${level}`, values.filter((p) => p <= level).length / values.length, 'share'),
    )
    const judged = MUST_BE_UNIFORM.includes(name)
      ? atMost(`${title}-largest-distance`, distanceFromUniform(values), 'F-u', 0.06)
      : atMost(`${title}-excess-rejections`, excess(values), 'share', 0.02)
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
  const laws = LAWS.filter(({ name }) => values.law === undefined || values.law === name)
  const pValues = await simulateAll({
    laws: laws.map(({ name }) => name),
    simulations: Number(values.simulations),
    resamples: Number(values.resamples),
  })
  return laws.flatMap((law) => figuresOf(law, pValues.get(law.name)!))
}
