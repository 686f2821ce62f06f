import type { DiscoveryMarket } from '../discoveryMarket.ts'
import type { DiscoverySettings } from '../discoverySettings.ts'
import { barsOfDays } from '../families/windowBars.ts'
import type { Hypothesis } from '../hypothesis.ts'
import type { HypothesisSample, RefusalReason } from '../hypothesisSample.ts'
import { conditionMask, eventsInCondition, sensorsOf } from './conditionEvents.ts'
import { apartPlaces, clusterNumbers, windowUniqueness } from './eventWindows.ts'
import { createMarketStates, type MarketStates } from './marketStates.ts'
import { lastEventBars, matchedControls, type Strata, strataOf } from './matchedControls.ts'

export type SampleSettings = Pick<DiscoverySettings, 'seed' | 'minimumEvents' | 'controlsPerEvent'>

export type SampleMaker = MarketStates & {
  /** The same whatever was asked before. Long and short differ in nothing but the hypothesis: one is the other with its sign turned. */
  readonly sample: (hypothesis: Hypothesis) => HypothesisSample
}

const NONE = new Int32Array(0)
const CONTROL_WINDOW_DAYS = 90
const CONTROL_WINDOW_HORIZONS = 20
/** Share of events that need a control at least. */
const LEAST_MATCHED = 0.5

type Maker = {
  readonly discovery: DiscoveryMarket
  readonly settings: SampleSettings
  readonly states: MarketStates
  readonly strata: (place: number, condition: string) => Strata
  readonly lastEvents: (place: number, family: string) => Int32Array
}

/**
 * Makes the samples of many hypotheses of one market: families, states and returns are computed once each. Ask in the order of `enumerateHypotheses` (by
 * symbol, family, condition): what only neighbours share is kept until the next one.
 */
export function createSampleMaker(discovery: DiscoveryMarket, settings: SampleSettings): SampleMaker {
  const states = createMarketStates(discovery)
  const length = discovery.market.timeMs.length
  const strata = new Map<string, Strata>()
  const lastEvents = newestOnly((place: number, family: string) =>
    lastEventBars(states.eventRows(place, family), length),
  )
  const maker: Maker = {
    discovery,
    settings,
    states,
    strata: (place, condition) => {
      const key = `${place}|${condition}`
      const known = strata.get(key) ?? matchingStrata(states, place, condition)
      strata.set(key, known)
      return known
    },
    lastEvents,
  }
  const twins = newestSample((hypothesis) => makeSample(maker, hypothesis))
  return { ...states, sample: (hypothesis) => ({ ...twins(hypothesis), hypothesis }) }
}

function makeSample(maker: Maker, hypothesis: Hypothesis): HypothesisSample {
  const { states, settings } = maker
  const { symbol, horizonBars } = hypothesis
  const place = states.placeOf(symbol)
  const { detected, inCondition, isKnown } = eventsInCondition(states, place, hypothesis)
  const forward = states.forward(place, horizonBars)
  const bars = inCondition.filter((bar) => !Number.isNaN(forward[bar]!))
  const apart = apartPlaces(bars, horizonBars)
  const counts = { detected: detected.length, inCondition: inCondition.length, finished: bars.length }
  const events = {
    bars,
    uniqueness: windowUniqueness(bars, horizonBars),
    cluster: clusterNumbers(bars, horizonBars),
    apart,
  }
  const refused = (refusal: RefusalReason): HypothesisSample => ({
    hypothesis,
    counts,
    refusal,
    ...events,
    controlBars: NONE,
    controlOf: NONE,
  })
  if (!states.hasSensors(place, sensorsOf(hypothesis))) return refused('no-sensor')
  if (!isKnown) return refused('no-context')
  if (apart.length < settings.minimumEvents) return refused('too-few-events')
  const controls = controlsOf(maker, hypothesis, place, bars)
  const isEnough =
    controls.bars.length >= settings.minimumEvents && new Set(controls.of).size >= LEAST_MATCHED * bars.length
  if (!isEnough) return refused('no-controls')
  return { hypothesis, counts, refusal: null, ...events, controlBars: controls.bars, controlOf: controls.of }
}

function controlsOf(
  { states, settings, strata, lastEvents, discovery }: Maker,
  asked: Hypothesis,
  place: number,
  eventBars: Int32Array,
) {
  const { symbol, family, condition, horizonBars } = asked
  const days = barsOfDays(CONTROL_WINDOW_DAYS, discovery.market.intervalMs)
  return matchedControls({
    eventBars,
    horizonBars,
    strata: strata(place, condition),
    lastEventBar: lastEvents(place, family),
    forward: states.forward(place, horizonBars),
    controlsPerEvent: settings.controlsPerEvent,
    windowBars: Math.max(days, CONTROL_WINDOW_HORIZONS * horizonBars),
    seed: settings.seed,
    streamName: `controls|${symbol}|${family}|${condition}|${horizonBars}`,
  })
}

/** Strata of volatility and session among the bars where the condition holds: what an event adds is asked within it, not what the condition adds. */
function matchingStrata(states: MarketStates, place: number, condition: string): Strata {
  const volatility = states.states(place, 'volatility')
  const session = states.states(place, 'session')
  const mask = conditionMask(states, place, condition)
  const of = volatility.map((level, bar) => {
    const isOut = level === 0 || (mask !== null && mask.states[bar] !== mask.wanted)
    return isOut ? 0 : level * 4 + session[bar]!
  })
  return strataOf(of)
}

function newestOnly<Made>(make: (place: number, name: string) => Made): (place: number, name: string) => Made {
  let newest: { readonly key: string; readonly made: Made } | null = null
  return (place, name) => {
    const key = `${place}|${name}`
    if (newest?.key !== key) newest = { key, made: make(place, name) }
    return newest.made
  }
}

/** Twins come one horizon after the other: all horizons of one symbol, family and condition are kept. */
function newestSample(
  make: (hypothesis: Hypothesis) => HypothesisSample,
): (hypothesis: Hypothesis) => HypothesisSample {
  const byHorizon = newestOnly((_place: number, _group: string) => new Map<number, HypothesisSample>())
  return (hypothesis) => {
    const samples = byHorizon(0, `${hypothesis.symbol}|${hypothesis.family}|${hypothesis.condition}`)
    const known = samples.get(hypothesis.horizonBars) ?? make(hypothesis)
    samples.set(hypothesis.horizonBars, known)
    return known
  }
}
