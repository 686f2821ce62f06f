import type { LeakPart } from '../../contract/leakScanRecord.ts'
import { conditionOf } from '../../discovery/context/dimensionRegistry.ts'
import type { DiscoveryMarket } from '../../discovery/discoveryMarket.ts'
import { DISCOVERY_SHAPE, newestWithSensors, STANDARD_BARS } from '../../discovery/families/leakCheckFamilies.ts'
import type { Hypothesis } from '../../discovery/hypothesis.ts'
import { eventTradesOf } from '../../discovery/sample/eventSignal.ts'
import { createMarketStates } from '../../discovery/sample/marketStates.ts'
import type { Beat } from '../../job/beat.ts'
import { createStream } from '../../stats/seededStream.ts'
import { drawCuts } from '../../validation/leakCuts.ts'
import { type LeakScan, STANDARD_PROBES, scanForLeaks } from '../../validation/leakScan.ts'
import { leakPart } from './leakRecord.ts'

const CUTS = 5

export type ScannedEvents = { readonly hypothesis: Hypothesis; readonly market: DiscoveryMarket; readonly seed: number }

/**
 * The events of a strategy computed again from bars and sensors without later ones and with others: the family, the state of its condition, and the column that is traded. Where no event
 * happened in the newest bars all are scanned; where none happened there either nothing is proven.
 */
export function scanEvents(scanned: ScannedEvents, beat: Beat): LeakPart {
  const newest = scanWithin(scanned, STANDARD_BARS, beat)
  return newest.isSilent ? scanWithin(scanned, Number.POSITIVE_INFINITY, beat).part : newest.part
}

function scanWithin({ hypothesis, market, seed }: ScannedEvents, mostBars: number, beat: Beat) {
  const { id, symbol, family } = hypothesis
  const inputs = newestWithSensors(market, mostBars)
  const bars = DISCOVERY_SHAPE.rows(inputs)
  const cuts = drawCuts(createStream(seed, `leak-scan.events.${id}`), bars, CUTS)
  const traded = `${symbol} trades`
  const names = [`${symbol} ${family}`, ...dimensionNames(hypothesis), traded]
  const compute = (given: DiscoveryMarket) => eventColumns(given, hypothesis)
  const scan = scanForLeaks({ names, compute, inputs, shape: DISCOVERY_SHAPE, cuts, probes: STANDARD_PROBES, beat })
  const isSilent = scan.findings.length === 0 && scan.constant.includes(traded)
  const whole = { kind: 'events', subject: id, columns: names.length, bars } as const
  const part = leakPart({ ...whole, probes: [...STANDARD_PROBES], cuts: [...cuts] }, scan)
  return { isSilent, part: isSilent ? silentPart(part, scan) : part }
}

function silentPart(part: LeakPart, { checked }: LeakScan): LeakPart {
  const reason = `The events ${part.subject} never happened in the bars that could be compared (${checked} values): nothing is proven of them. Trade them on more bars.`
  return { ...part, state: 'unproven', reason }
}

function dimensionNames({ symbol, condition }: Hypothesis): readonly string[] {
  const held = conditionOf(condition)
  return held.ok && held.value !== null ? [`${symbol} ${held.value.dimension.id}`] : []
}

function eventColumns(market: DiscoveryMarket, hypothesis: Hypothesis): readonly Float64Array[] {
  const states = createMarketStates(market)
  const { symbol, family, condition } = hypothesis
  const place = states.placeOf(symbol)
  const length = DISCOVERY_SHAPE.rows(market)
  const fired = new Float64Array(length)
  for (const row of states.eventRows(place, family)) fired[row] = 1
  const held = conditionOf(condition)
  const dimension =
    held.ok && held.value !== null ? [Float64Array.from(states.states(place, held.value.dimension.id))] : []
  return [fired, ...dimension, eventTradesOf(states, hypothesis, length).signal]
}
