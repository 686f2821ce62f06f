import { parentPort, workerData } from 'node:worker_threads'
import { silentBeat } from '../src/core/job/beat.ts'
import { realityCheckFromDraws } from '../src/core/robustness/dataSnooping/realityCheck.ts'
import { stepDownPValues } from '../src/core/robustness/dataSnooping/stepDownPValues.ts'
import { superiorPredictiveAbilityFromDraws } from '../src/core/robustness/dataSnooping/superiorPredictiveAbility.ts'
import { bootstrapMeanTest } from '../src/core/stats/bootstrapMeanTest.ts'
import { mean } from '../src/core/stats/mean.ts'
import { createStream } from '../src/core/stats/seededStream.ts'
import { stationaryBootstrapVariance } from '../src/core/stats/stationaryBootstrapVariance.ts'
import { stationaryResampledErrors } from '../src/core/stats/stationaryResampledMeans.ts'
import { LAWS, PERIODS } from './snoopingLaws.ts'

/** Simulations `from`, `from + step` and so on of each law; a simulation has a stream of its own, so that the crew decides nothing. */
export type SnoopingRound = {
  readonly laws: readonly string[]
  readonly from: number
  readonly step: number
  readonly simulations: number
  readonly resamples: number
}

export type SimulatedPValues = { readonly law: string; readonly pValues: Readonly<Record<string, number>> }

/** All tests on the same resamples of one data set. `spa-*`: by default; `spa-hansen-*`: w_k under every resample. */
function simulate(law: (typeof LAWS)[number], simulation: number, resamples: number): SimulatedPValues['pValues'] {
  const stream = createStream(simulation, `snooping-${law.name}`)
  const columns = law.draw(stream)
  const options = { resamples, meanBlock: law.meanBlock, stream, beat: silentBeat }
  const drawn = stationaryResampledErrors(columns, options)
  const means = Float64Array.from(columns, mean)
  const errors = Float64Array.from(columns, (column) => Math.sqrt(stationaryBootstrapVariance(column, law.meanBlock)))
  const draws = { means, errors, n: PERIODS, resampledMeans: drawn.means }
  const ability = superiorPredictiveAbilityFromDraws({ ...draws, resampledErrors: drawn.errors })!
  const hansen = superiorPredictiveAbilityFromDraws(draws)!
  const centred = drawn.means.map((row, draw) => row.map((value, k) => (value - means[k]!) / drawn.errors[draw]![k]!))
  const adjusted = stepDownPValues(
    means.map((value, k) => value / errors[k]!),
    centred,
  )
  return {
    'reality-check': realityCheckFromDraws(means, PERIODS, drawn.means).pValue,
    'spa-lower': ability.lower,
    'spa-consistent': ability.consistent,
    'spa-upper': ability.upper,
    'spa-hansen-consistent': hansen.consistent,
    'spa-hansen-upper': hansen.upper,
    'step-down-smallest': Math.min(...adjusted),
    mean: bootstrapMeanTest(columns[0]!, options)!.pValue,
    'mean-studentised': bootstrapMeanTest(columns[0]!, { ...options, studentized: true })!.pValue,
  }
}

const { laws, from, step, simulations, resamples }: SnoopingRound = workerData
for (const law of LAWS.filter(({ name }) => laws.includes(name))) {
  for (let simulation = from; simulation < simulations; simulation += step) {
    const one: SimulatedPValues = { law: law.name, pValues: simulate(law, simulation, resamples) }
    parentPort?.postMessage(one)
  }
}
