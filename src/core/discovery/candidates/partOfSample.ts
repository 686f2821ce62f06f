import type { HypothesisSample } from '../hypothesisSample.ts'

/** The events at these places with their controls; how much an event's window is shared with others stays that of the whole sample. */
export function partOfSample(sample: HypothesisSample, isKept: (place: number) => boolean): HypothesisSample {
  const placeOf = new Map<number, number>()
  for (const place of sample.bars.keys()) if (isKept(place)) placeOf.set(place, placeOf.size)
  if (placeOf.size === sample.bars.length) return sample
  const isIn = (_: number, place: number): boolean => placeOf.has(place)
  const isOfKept = (_: number, control: number): boolean => placeOf.has(sample.controlOf[control]!)
  return {
    ...sample,
    bars: sample.bars.filter(isIn),
    uniqueness: sample.uniqueness.filter(isIn),
    cluster: sample.cluster.filter(isIn),
    apart: sample.apart.filter((place) => placeOf.has(place)).map((place) => placeOf.get(place)!),
    controlBars: sample.controlBars.filter(isOfKept),
    controlOf: sample.controlOf.filter(isOfKept).map((place) => placeOf.get(place)!),
  }
}
