import { sampleReturns } from '../expectancy/sampleReturns.ts'
import { testUplift } from '../expectancy/testUplift.ts'
import type { HypothesisSample } from '../hypothesisSample.ts'
import type { Variant } from './candidateStudy.ts'
import { eventGains, segmentOf } from './eventSegments.ts'

/** A sample tested with a column of forward returns of a long trade, perhaps not that of its own horizon; events without a return are left out. */
export function sampleVariant(name: string, sample: HypothesisSample, returns: Float64Array): Variant {
  const part = withReturns(sample, returns)
  const parts = sampleReturns(part, returns)
  const segment = segmentOf(name, eventGains(part, parts), [...part.bars.keys()])
  const regression = testUplift(part, parts)
  return {
    ...segment,
    uplift: regression?.uplift ?? null,
    t: regression?.t ?? null,
    pValue: regression?.pOneSided ?? null,
  }
}

function withReturns(sample: HypothesisSample, returns: Float64Array): HypothesisSample {
  const has = (bar: number): boolean => !Number.isNaN(returns[bar]!)
  if (sample.bars.every(has)) return sample
  const placeOf = new Map<number, number>()
  for (const place of sample.bars.keys()) if (has(sample.bars[place]!)) placeOf.set(place, placeOf.size)
  const isKept = (_: number, place: number): boolean => placeOf.has(place)
  const isOfKept = (_: number, control: number): boolean => placeOf.has(sample.controlOf[control]!)
  return {
    ...sample,
    bars: sample.bars.filter(isKept),
    uniqueness: sample.uniqueness.filter(isKept),
    cluster: sample.cluster.filter(isKept),
    apart: sample.apart.filter((place) => placeOf.has(place)).map((place) => placeOf.get(place)!),
    controlBars: sample.controlBars.filter(isOfKept),
    controlOf: sample.controlOf.filter(isOfKept).map((place) => placeOf.get(place)!),
  }
}
