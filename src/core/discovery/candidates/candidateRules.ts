import { countWords } from '../../time/countWords.ts'
import type { HypothesisResult } from '../hypothesisResult.ts'
import type { CandidateStudy, Segment } from './candidateStudy.ts'
import { isDiscovery } from './closestPlaces.ts'
import type { RuleReading } from './edgeCandidate.ts'
import { basisPoints, percentText, probabilityText } from './plainNumbers.ts'
import { bestShareCount } from './withoutBest.ts'

/** What a rule reads; a study only where one was made. */
export type RuleInputs = {
  readonly result: HypothesisResult
  readonly study: CandidateStudy | null
  readonly falseDiscoveryRate: number
}

type Reading = Omit<RuleReading, 'rule'>
export type CandidateRule = {
  /** False: told beside the others, and fails nothing. */
  readonly decides: boolean
  readonly id: string
  readonly meaning: string
  readonly read: (inputs: RuleInputs) => Reading
}

/** Segments and variants with fewer events say nothing. */
const FEWEST_EVENTS = 10
const MOST_OF_YEARS = 2 / 3
const HALF = 0.5
const STRESS_TIMES = 1.25

const NOT_STUDIED: Reading = { passed: null, reason: 'No close look was asked for.' }

/** What a candidate must not fail, and what is told beside it. What cannot be said fails nothing and is shown as such. */
export const CANDIDATE_RULES: readonly CandidateRule[] = [
  {
    id: 'discovery',
    decides: true,
    meaning:
      'Its q-value by Benjamini and Yekutieli, over all declared hypotheses, is at most the false discovery rate asked for.',
    read: ({ result, falseDiscoveryRate }) => ({
      passed: isDiscovery(result, falseDiscoveryRate),
      reason: `q is ${probabilityText(result.qBy)}; at most ${probabilityText(falseDiscoveryRate)} is asked.`,
    }),
  },
  {
    id: 'interval',
    decides: true,
    meaning: 'The 95 % interval of the uplift by the block bootstrap lies above zero.',
    read: ({ result: { upliftLow, upliftHigh } }) => ({
      passed: upliftLow === null ? null : upliftLow > 0,
      reason: `The interval is ${basisPoints(upliftLow)} to ${basisPoints(upliftHigh)}.`,
    }),
  },
  {
    id: 'costs',
    decides: true,
    meaning: 'The mean return is above zero after 1.25 times the costs of a round trip.',
    read: (inputs) =>
      ofStudy(inputs, ({ costs }) => {
        const net = costs.find(({ times }) => times === STRESS_TIMES)?.netMean ?? null
        return {
          passed: net === null ? null : net > 0,
          reason: `${basisPoints(net)} are left after 1.25 times the costs.`,
        }
      }),
  },
  {
    id: 'years',
    decides: true,
    meaning: 'The uplift is above zero in two thirds of the years that have 10 events.',
    read: (inputs) => ofStudy(inputs, ({ years }) => shareReading(years, MOST_OF_YEARS, 'years')),
  },
  {
    id: 'leave-one-out',
    decides: true,
    meaning: 'The uplift stays above zero without any one year.',
    read: (inputs) =>
      ofStudy(inputs, ({ years, leaveOneOut }) =>
        years.length < 2 ? { passed: null, reason: 'There is one year only.' } : lowestReading(leaveOneOut),
      ),
  },
  {
    id: 'regimes',
    decides: true,
    meaning: 'The uplift is above zero in half of the states (known beforehand) that have 10 events.',
    read: (inputs) => ofStudy(inputs, ({ regimes }) => shareReading(regimes, HALF, 'states')),
  },
  {
    id: 'best-events',
    decides: true,
    meaning: 'The uplift is above zero without the best 5 % of events.',
    read: (inputs) =>
      ofStudy(inputs, ({ withoutBest }) => {
        const without = bestShareCount(inputs.result.events)
        const uplift = withoutBest.find((row) => row.without === without)?.uplift ?? null
        return {
          passed: uplift === null ? null : uplift > 0,
          reason: `Without the best ${without} of ${countWords(inputs.result.events, 'event')} the uplift is ${basisPoints(uplift)}.`,
        }
      }),
  },
  {
    id: 'apart',
    decides: true,
    meaning: 'The uplift is above zero over events whose windows do not overlap.',
    read: (inputs) => ofStudy(inputs, ({ apart }) => lowestReading([apart])),
  },
  {
    id: 'delay',
    decides: true,
    meaning: 'The uplift is above zero when the trade is entered one bar later.',
    read: (inputs) =>
      ofStudy(inputs, ({ delays }) =>
        delays.length === 0
          ? { passed: null, reason: 'The horizon is one bar: nobody can be later.' }
          : lowestReading(delays.slice(0, 1)),
      ),
  },
  {
    id: 'neighbours',
    decides: true,
    meaning: 'The uplift is above zero for half of the neighbouring thresholds and horizons.',
    read: (inputs) => ofStudy(inputs, ({ neighbours }) => shareReading(neighbours, HALF, 'neighbours')),
  },
  {
    id: 'symbols',
    decides: false,
    meaning: 'The uplift is above zero on half of the other symbols. Told only: an edge may belong to one symbol.',
    read: (inputs) => ofStudy(inputs, ({ symbols }) => shareReading(symbols, HALF, 'other symbols')),
  },
]

function ofStudy({ study }: RuleInputs, read: (study: CandidateStudy) => Reading): Reading {
  return study === null ? NOT_STUDIED : read(study)
}

function shareReading(segments: readonly Segment[], least: number, what: string): Reading {
  const heard = segments.filter(({ events, uplift }) => events >= FEWEST_EVENTS && uplift !== null)
  if (heard.length === 0) return { passed: null, reason: `There are no ${what} with ${FEWEST_EVENTS} events.` }
  const above = heard.filter(({ uplift }) => uplift! > 0).length
  return {
    passed: above >= least * heard.length,
    reason: `Above zero in ${above} of ${heard.length} ${what}; ${percentText(least)} are asked.`,
  }
}

function lowestReading(segments: readonly Segment[]): Reading {
  const known = segments.filter(({ uplift }) => uplift !== null)
  if (known.length === 0) return { passed: null, reason: 'There is no uplift to read.' }
  const lowest = known.reduce((low, segment) => (segment.uplift! < low.uplift! ? segment : low))
  return { passed: lowest.uplift! > 0, reason: `${basisPoints(lowest.uplift)} (${lowest.name}).` }
}
