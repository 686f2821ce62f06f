import process from 'node:process'
import { sharpe } from '../src/core/metrics/sharpe.ts'
import { deflatedSharpe } from '../src/core/robustness/deflatedSharpe.ts'
import { averageCorrelationTrials } from '../src/core/robustness/overfitting/averageCorrelationTrials.ts'
import { averageCorrelation } from '../src/core/robustness/overfitting/correlationMatrix.ts'
import { probabilityOfOverfitting } from '../src/core/robustness/overfitting/probabilityOfOverfitting.ts'
import { createStream, type RandomStream } from '../src/core/stats/seededStream.ts'
import { variance } from '../src/core/stats/variance.ts'
import type { Figure } from './figure.ts'
import { atMost, told } from './figure.ts'

const STRATEGIES = 50
const DAYS = 5 * 252
const SEARCHES = 2_000
const ALPHA = 0.05
const MOST_WINNERS = 0.06
const MOST_OFF = 0.03
const PROGRESS = 250

type Draw = (stream: RandomStream) => number

const DRAWS: readonly (readonly [name: string, draw: Draw])[] = [
  ['normal', (stream) => stream.nextNormal()],
  // Student's t with 4 degrees of freedom: a normal over the root of a mean of four squares.
  [
    'student-4',
    (stream) => {
      const squares = -2 * Math.log((1 - stream.nextUniform()) * (1 - stream.nextUniform()))
      return stream.nextNormal() / Math.sqrt(squares / 4)
    },
  ],
]

/**
 * Searches of 50 strategies that are nothing but noise, five years of days each: how many winners pass the deflated bar, by the raw and by the effective number of trials, and the mean
 * probability of overfitting. `ASSAY_NULL_SEARCHES` makes fewer than 2,000.
 */
export async function run(): Promise<readonly Figure[]> {
  const searches = Number(process.env.ASSAY_NULL_SEARCHES ?? SEARCHES)
  return DRAWS.flatMap(([name, draw]) => measure(name, draw, searches))
}

function measure(name: string, draw: Draw, searches: number): readonly Figure[] {
  let winners = 0
  let winnersEffective = 0
  let overfitting = 0
  for (let search = 0; search < searches; search++) {
    if (search % PROGRESS === 0) console.log(`${name}: ${search} of ${searches} searches`)
    const stream = createStream(7, `nulls/${name}/${search}`)
    const columns = Array.from({ length: STRATEGIES }, () =>
      Float64Array.from({ length: DAYS }, () => 0.01 * draw(stream)),
    )
    const ratios = Float64Array.from(columns, (column) => sharpe(column, 1) ?? 0)
    const varianceAcrossTrials = variance(ratios, 1)
    const returns = columns[ratios.indexOf(Math.max(...ratios))]!
    const passes = (trials: number) =>
      (deflatedSharpe({ returns, trials, varianceAcrossTrials })?.probability ?? 0) >= 1 - ALPHA
    if (passes(STRATEGIES)) winners++
    if (passes(averageCorrelationTrials(STRATEGIES, averageCorrelation(columns)))) winnersEffective++
    overfitting += probabilityOfOverfitting({ columns })?.probability ?? Number.NaN
  }
  const mean = overfitting / searches
  return [
    atMost(`deflated Sharpe ratio of the winner at least 0.95, ${name}`, winners / searches, 'share', MOST_WINNERS),
    told(`the same by the effective number of trials, ${name}`, winnersEffective / searches, 'share'),
    told(`mean probability of overfitting, ${name}`, mean, 'share'),
    atMost(`its distance from a half, ${name}`, Math.abs(mean - 0.5), 'share', MOST_OFF),
  ]
}
