import type { SampleReturns } from '../expectancy/sampleReturns.ts'
import type { HypothesisSample } from '../hypothesisSample.ts'
import type { PartInterval, Segment } from './candidateStudy.ts'
import { partOfSample } from './partOfSample.ts'

/** Return of each event in the direction of the trade, and less the mean of its own controls (NaN where it has none). */
export type EventGains = {
  readonly bars: Int32Array
  readonly returns: Float64Array
  readonly uplifts: Float64Array
  /** Of the uplift over the events at these places. */
  readonly intervalOf: (places: readonly number[]) => PartInterval
}

export function eventGains(
  sample: HypothesisSample,
  { events, controlMeans }: SampleReturns,
  intervalOf: (part: HypothesisSample) => PartInterval,
): EventGains {
  const { returns } = events
  return {
    bars: sample.bars,
    returns,
    uplifts: returns.map((value, event) => value - controlMeans[event]!),
    intervalOf: (places) => {
      const chosen = new Set(places.filter((place) => !Number.isNaN(controlMeans[place]!)))
      return intervalOf(partOfSample(sample, (place) => chosen.has(place)))
    },
  }
}

export function segmentOf(name: string, gains: EventGains, places: readonly number[]): Segment {
  const mean = meanAt(gains.returns, places)
  return { name, events: places.length, mean, uplift: meanAt(gains.uplifts, places), ...gains.intervalOf(places) }
}

/** One segment for each label that occurs, by label. Events without one are left out. */
export function segmentsBy(gains: EventGains, labelOf: (bar: number) => string | null): readonly Segment[] {
  const groups = groupedPlaces(gains, labelOf)
  return [...groups].map(([label, places]) => segmentOf(label, gains, places))
}

/** What is left without each label in turn. */
export function leftOut(gains: EventGains, labelOf: (bar: number) => string | null): readonly Segment[] {
  return [...groupedPlaces(gains, labelOf).keys()].map((label) => {
    const places = [...gains.bars.keys()].filter((place) => labelOf(gains.bars[place]!) !== label)
    return segmentOf(`without ${label}`, gains, places)
  })
}

/** Mean of the values at these places that are numbers; null where there is none. */
export function meanAt(values: Float64Array, places: readonly number[]): number | null {
  let sum = 0
  let count = 0
  for (const place of places) {
    const value = values[place]!
    if (Number.isNaN(value)) continue
    sum += value
    count += 1
  }
  return count === 0 ? null : sum / count
}

function groupedPlaces({ bars }: EventGains, labelOf: (bar: number) => string | null): Map<string, number[]> {
  const labelled = [...bars.keys()].map((place) => ({ place, label: labelOf(bars[place]!) }))
  const labels = [...new Set(labelled.flatMap(({ label }) => (label === null ? [] : [label])))]
  labels.sort((a, b) => (a < b ? -1 : 1))
  return new Map(
    labels.map((label) => [label, labelled.filter((entry) => entry.label === label).map(({ place }) => place)]),
  )
}
