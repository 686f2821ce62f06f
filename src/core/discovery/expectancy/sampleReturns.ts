import type { HypothesisSample } from '../hypothesisSample.ts'
import type { WeightedReturns } from './eventRegression.ts'

/** Forward returns of a sample in the direction of its trade. */
export type SampleReturns = {
  /** Each event weighs the same. */
  readonly events: WeightedReturns
  /** Each event's controls weigh as much together as any other's. */
  readonly controls: WeightedReturns
  /** Mean return of each event's own controls; NaN where it has none. */
  readonly controlMeans: Float64Array
}

/** `returns` is the column of forward returns of a long trade, NaN where there is none; controls without a return are left out. */
export function sampleReturns(sample: HypothesisSample, returns: Float64Array): SampleReturns {
  const sign = sample.hypothesis.direction === 'long' ? 1 : -1
  const at = (bar: number): number => sign * returns[bar]!
  const { bars } = sample
  const events: WeightedReturns = {
    bars,
    returns: Float64Array.from(bars, at),
    weights: new Float64Array(bars.length).fill(1 / bars.length),
  }
  const places = [...sample.controlBars.keys()].filter((place) => !Number.isNaN(returns[sample.controlBars[place]!]!))
  places.sort((a, b) => sample.controlBars[a]! - sample.controlBars[b]! || a - b)
  const perEvent = new Int32Array(bars.length)
  for (const place of places) perEvent[sample.controlOf[place]!]! += 1
  const withControls = perEvent.reduce((count, own) => count + (own > 0 ? 1 : 0), 0)
  const controlMeans = new Float64Array(bars.length).fill(Number.NaN)
  for (const place of places) {
    const event = sample.controlOf[place]!
    const share = at(sample.controlBars[place]!) / perEvent[event]!
    controlMeans[event] = Number.isNaN(controlMeans[event]!) ? share : controlMeans[event]! + share
  }
  const controls: WeightedReturns = {
    bars: Int32Array.from(places, (place) => sample.controlBars[place]!),
    returns: Float64Array.from(places, (place) => at(sample.controlBars[place]!)),
    weights: Float64Array.from(places, (place) => 1 / (withControls * perEvent[sample.controlOf[place]!]!)),
  }
  return { events, controls, controlMeans }
}
