import { standardDeviation } from '../../stats/standardDeviation.ts'
import type { BlockStatistic } from '../discoveryTask.ts'
import type { HypothesisResult } from '../hypothesisResult.ts'
import type { HypothesisSample } from '../hypothesisSample.ts'
import { type BlockContributions, blockContributions, blockError } from './blockContributions.ts'
import type { CalendarBlocks } from './calendarBlocks.ts'
import { weightedMean } from './eventRegression.ts'
import { type ResampledUplift, upliftInterval } from './resampledUplift.ts'
import { type SampleReturns, sampleReturns } from './sampleReturns.ts'
import { effectiveEvents, testUplift } from './testUplift.ts'

export const INTERVAL_LEVEL = 0.95
const BPS = 10_000

export type ExpectancyInputs = {
  readonly sample: HypothesisSample
  /** Forward returns of a long trade over the sample's horizon, by bar. */
  readonly returns: Float64Array
  readonly blocks: CalendarBlocks
  /** `resampledUplift`, by the draws that all hypotheses have in common. */
  readonly drawsOf: (contributions: BlockContributions) => ResampledUplift
  /** In the direction of the trade. */
  readonly pPlacebo: number
  readonly roundTripBps: number
}

/** A result whose place in the family is not yet known, and what it brings to the family's bootstrap; null where it was not tested. */
export type Expectancy = {
  readonly result: HypothesisResult
  readonly family: { readonly statistic: BlockStatistic; readonly draws: ResampledUplift } | null
}

/** A hypothesis that was counted and not tested: refused, or in a run without phase 2. */
export function untested(sample: HypothesisSample): Expectancy {
  return { result: { ...countsOf(sample), ...NO_FIGURES }, family: null }
}

/** Everything that is said of one hypothesis alone. */
export function conditionalExpectancy(inputs: ExpectancyInputs): Expectancy {
  const { sample, returns, blocks } = inputs
  const parts = sampleReturns(sample, returns)
  const regression = testUplift(sample, parts)
  const contributions = blockContributions(parts.events, parts.controls, blocks.blockBars)
  const error = blockError(contributions)
  if (regression === null || !(error > 0))
    return { result: { ...countsOf(sample), ...meanFigures(inputs, parts) }, family: null }
  const draws = inputs.drawsOf(contributions)
  const { uplift, t, pOneSided } = regression
  const interval = upliftInterval(uplift, contributions, draws.studentised, INTERVAL_LEVEL)
  const perBlock = sample.bars.length / blocks.count
  return {
    result: {
      ...countsOf(sample),
      ...meanFigures(inputs, parts),
      upliftLow: interval.low,
      upliftHigh: interval.high,
      tHac: t,
      pHac: pOneSided,
      pPlacebo: inputs.pPlacebo,
      pValue: Math.max(pOneSided, inputs.pPlacebo),
    },
    family: {
      statistic: {
        mean: uplift * perBlock,
        t: uplift / error,
      },
      draws: { centred: draws.centred.map((value) => value * perBlock), studentised: draws.studentised },
    },
  }
}

type Counted = Pick<
  HypothesisResult,
  'hypothesis' | 'counts' | 'refusal' | 'events' | 'effectiveEvents' | 'apartEvents' | 'controls'
>

function countsOf(sample: HypothesisSample): Counted {
  return {
    hypothesis: sample.hypothesis,
    counts: sample.counts,
    refusal: sample.refusal,
    events: sample.bars.length,
    effectiveEvents: effectiveEvents(sample),
    apartEvents: sample.apart.length,
    controls: sample.controlBars.length,
  }
}

/** Of a hypothesis that was not tested. */
export const NO_FIGURES: Omit<HypothesisResult, keyof Counted> = {
  meanReturn: null,
  controlMean: null,
  uplift: null,
  upliftLow: null,
  upliftHigh: null,
  effectSize: null,
  hitRate: null,
  tHac: null,
  pHac: null,
  pPlacebo: null,
  pValue: null,
  qBh: null,
  qBy: null,
  pFamilyWise: null,
  breakEvenBps: null,
  netMeanReturn: null,
}

function meanFigures({ roundTripBps }: ExpectancyInputs, parts: SampleReturns): Omit<HypothesisResult, keyof Counted> {
  const { events, controls } = parts
  const meanReturn = weightedMean(events)
  const controlMean = controls.bars.length > 0 ? weightedMean(controls) : null
  const spread = standardDeviation(events.returns)
  const uplift = controlMean === null ? null : meanReturn - controlMean
  return {
    ...NO_FIGURES,
    meanReturn,
    controlMean,
    uplift,
    effectSize: uplift !== null && spread > 0 ? uplift / spread : null,
    hitRate: events.returns.reduce((hits, value) => hits + (value > 0 ? 1 : 0), 0) / events.returns.length,
    breakEvenBps: meanReturn * BPS,
    netMeanReturn: meanReturn - roundTripBps / BPS,
  }
}
