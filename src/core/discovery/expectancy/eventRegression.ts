import { studentTCdf } from '../../stats/studentTCdf.ts'

/** Returns at times of their own: entry i is earned over (bar, bar + horizon]. Weights sum to 1. Ascending by bar. */
export type WeightedReturns = {
  readonly bars: Int32Array
  readonly returns: Float64Array
  readonly weights: Float64Array
}

export type EventRegression = {
  /** Weighted mean of the events less that of the controls. */
  readonly uplift: number
  readonly standardError: number
  readonly t: number
  /** Of "the uplift is above zero", by Student's t. */
  readonly pOneSided: number
}

/**
 * Regression of forward returns on an event dummy over the bars of events and their controls: the slope is `uplift`. Standard error of Newey & West
 * 1987 in calendar time (Bartlett weights 1 - l/(lag + 1) of the distance in bars, bars of neither kind having no score), so that windows that share
 * bars are not counted twice, an event's and a control's either. Small samples: Student's t with `degrees` degrees of freedom, not the normal.
 * Null where there is no spread.
 */
export function eventRegression(
  events: WeightedReturns,
  controls: WeightedReturns,
  lag: number,
  degrees: number,
): EventRegression | null {
  const eventMean = weightedMean(events)
  const controlMean = weightedMean(controls)
  const uplift = eventMean - controlMean
  const scores = mergedScores(events, eventMean, controls, controlMean)
  const standardError = Math.sqrt(bartlettVariance(scores.bars, scores.values, lag))
  if (!(standardError > 0) || !(degrees > 0)) return null
  const t = uplift / standardError
  return { uplift, standardError, t, pOneSided: studentTCdf(-t, degrees) }
}

export function weightedMean({ returns, weights }: WeightedReturns): number {
  let sum = 0
  for (let i = 0; i < returns.length; i += 1) sum += weights[i]! * returns[i]!
  return sum
}

function mergedScores(
  events: WeightedReturns,
  eventMean: number,
  controls: WeightedReturns,
  controlMean: number,
): { readonly bars: Int32Array; readonly values: Float64Array } {
  const length = events.bars.length + controls.bars.length
  const bars = new Int32Array(length)
  const values = new Float64Array(length)
  let event = 0
  let control = 0
  for (let place = 0; place < length; place += 1) {
    const fromEvents =
      control === controls.bars.length || (event < events.bars.length && events.bars[event]! <= controls.bars[control]!)
    if (fromEvents) {
      bars[place] = events.bars[event]!
      values[place] = events.weights[event]! * (events.returns[event]! - eventMean)
      event += 1
    } else {
      bars[place] = controls.bars[control]!
      values[place] = -controls.weights[control]! * (controls.returns[control]! - controlMean)
      control += 1
    }
  }
  return { bars, values }
}

/** Sum over all pairs at most `lag` bars apart of (1 - distance/(lag + 1)) times both values: positive semi-definite. */
export function bartlettVariance(bars: Int32Array, values: Float64Array, lag: number): number {
  let total = 0
  for (let i = 0; i < bars.length; i += 1) {
    const value = values[i]!
    total += value * value
    for (let j = i - 1; j >= 0; j -= 1) {
      const distance = bars[i]! - bars[j]!
      if (distance > lag) break
      total += 2 * (1 - distance / (lag + 1)) * value * values[j]!
    }
  }
  return total
}
