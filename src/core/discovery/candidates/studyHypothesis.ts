import type { Beat } from '../../job/beat.ts'
import { countWords } from '../../time/countWords.ts'
import { CONTEXT_DIMENSIONS } from '../context/dimensionRegistry.ts'
import type { ContextDimension } from '../eventFamily.ts'
import { weightedMean } from '../expectancy/eventRegression.ts'
import { sampleReturns } from '../expectancy/sampleReturns.ts'
import { neighbourFamilies } from '../families/familyRegistry.ts'
import type { Hypothesis } from '../hypothesis.ts'
import type { HypothesisSample } from '../hypothesisSample.ts'
import { forwardReturn } from '../sample/forwardReturn.ts'
import type { CandidateStudy, CostStress, Segment, Variant } from './candidateStudy.ts'
import { capacityOf } from './capacityOf.ts'
import { type EventGains, eventGains, leftOut, segmentOf, segmentsBy } from './eventSegments.ts'
import { partInterval } from './partInterval.ts'
import { sampleVariant } from './sampleVariant.ts'
import type { StudyDesk } from './studyDesk.ts'
import { middleOf, withoutBest } from './withoutBest.ts'

const BPS = 10_000
const COST_TIMES = [1, 1.25, 1.5]
const DELAYS = [1, 2]
/** Horizons of the decay, in quarters of the stated one. */
const DECAY_QUARTERS = [1, 2, 3, 4, 6, 8, 12, 16]

/** The close look at a hypothesis that has been tested. */
export function studyHypothesis(desk: StudyDesk, hypothesis: Hypothesis, beat: Beat): CandidateStudy {
  const { maker, task, blocks } = desk
  const sample = maker.sample(hypothesis)
  const place = maker.placeOf(hypothesis.symbol)
  const returns = maker.forward(place, hypothesis.horizonBars)
  const parts = sampleReturns(sample, returns)
  const gains = eventGains(sample, parts, (part) => partInterval(part, returns, blocks))
  const mean = weightedMean(parts.events)
  const costBps = task.settings.roundTripBps[place]!
  beat(1, 3, hypothesis.id)
  const symbols = otherSymbols(desk, hypothesis)
  beat(2, 3, hypothesis.id)
  return {
    id: hypothesis.id,
    years: segmentsBy(gains, yearOf(desk)),
    leaveOneOut: leftOut(gains, yearOf(desk)),
    regimes: regimesOf(desk, place, gains),
    symbols,
    withoutBest: withoutBest(gains),
    ...middleOf(gains),
    apart: segmentOf('windows that do not overlap', gains, [...sample.apart]),
    costs: COST_TIMES.map((times) => costStress(mean, times, costBps)),
    delays: delaysOf(desk, place, sample),
    neighbours: neighboursOf(desk, hypothesis),
    decay: decayOf(desk, place, sample),
    capacity: capacityOf(task.market.market.instruments[place]!, sample.bars, mean - costBps / BPS),
  }
}

function yearOf({ task }: StudyDesk): (bar: number) => string {
  const { timeMs } = task.market.market
  return (bar) => String(new Date(timeMs[bar]!).getUTCFullYear())
}

function costStress(mean: number, times: number, costBps: number): CostStress {
  return { times, costBps: times * costBps, netMean: mean - (times * costBps) / BPS }
}

function regimesOf({ maker, task }: StudyDesk, place: number, gains: EventGains): readonly Segment[] {
  const canBeSaid = ({ needs, readsOthers }: ContextDimension): boolean =>
    maker.hasSensors(place, needs) && (!readsOthers || task.market.symbols.length > 1)
  return CONTEXT_DIMENSIONS.filter(canBeSaid).flatMap((dimension) => {
    const states = maker.states(place, dimension.id)
    return dimension.states.flatMap((name, state) => {
      const places = [...gains.bars.keys()].filter((event) => states[gains.bars[event]!] === state + 1)
      return places.length === 0 ? [] : [segmentOf(`${dimension.id}:${name}`, gains, places)]
    })
  })
}

function otherSymbols(desk: StudyDesk, hypothesis: Hypothesis): readonly Variant[] {
  const { symbols } = desk.task.market
  return symbols
    .filter((symbol) => symbol !== hypothesis.symbol)
    .map((symbol) => variantOf(desk, symbol, { ...hypothesis, symbol }))
}

function neighboursOf(desk: StudyDesk, hypothesis: Hypothesis): readonly Variant[] {
  const { family, horizonBars } = hypothesis
  const families = neighbourFamilies(family).map(({ id }) => variantOf(desk, id, { ...hypothesis, family: id }))
  const horizons = [Math.max(1, Math.round(horizonBars / 2)), 2 * horizonBars].filter((bars) => bars !== horizonBars)
  return [
    ...families,
    ...horizons.map((bars) => variantOf(desk, countWords(bars, 'bar'), { ...hypothesis, horizonBars: bars })),
  ]
}

/** Another hypothesis, by its own events, controls and horizon. */
function variantOf({ maker, blocks }: StudyDesk, name: string, hypothesis: Hypothesis): Variant {
  const sample = maker.sample(hypothesis)
  return sampleVariant(name, sample, maker.forward(maker.placeOf(hypothesis.symbol), hypothesis.horizonBars), blocks)
}

function delaysOf(desk: StudyDesk, place: number, sample: HypothesisSample): readonly Variant[] {
  const { horizonBars } = sample.hypothesis
  const leg = desk.task.market.market.instruments[place]!
  return DELAYS.filter((delay) => delay < horizonBars).map((delay) =>
    sampleVariant(
      `${delay} bar${delay > 1 ? 's' : ''} later`,
      sample,
      forwardReturn(leg, horizonBars, delay),
      desk.blocks,
    ),
  )
}

function decayOf({ maker, blocks }: StudyDesk, place: number, sample: HypothesisSample): CandidateStudy['decay'] {
  const { horizonBars } = sample.hypothesis
  const horizons = [...new Set(DECAY_QUARTERS.map((quarters) => Math.max(1, Math.round((quarters * horizonBars) / 4))))]
  return horizons.map((bars) => {
    const { mean, uplift } = sampleVariant(countWords(bars, 'bar'), sample, maker.forward(place, bars), blocks)
    return { horizonBars: bars, mean, uplift }
  })
}
