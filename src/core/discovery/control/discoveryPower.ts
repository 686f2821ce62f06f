import { median } from '../../stats/median.ts'
import { normalQuantile } from '../../stats/normalQuantile.ts'
import type { DiscoveryPower } from '../discoveryFindings.ts'
import type { HypothesisResult } from '../hypothesisResult.ts'

const POWER = 0.8
const BPS = 10_000

/**
 * The smallest true uplift that would be found, alone among all declared hypotheses, with 80 % probability: (z(1 - a) + z(0.8)) sqrt(1/n + 1/c) deviations of one
 * event's return, with the p-value a = q / (m sum 1/k) that a single discovery needs by Benjamini and Yekutieli, n the median effective number of
 * events and c of their controls (in the same proportion) over the tested hypotheses. By the normal law, so a little too hopeful for few events.
 */
export function discoveryPower(results: readonly HypothesisResult[], falseDiscoveryRate: number): DiscoveryPower {
  const tested = results.filter(({ pValue }) => pValue !== null)
  if (tested.length === 0)
    return { tested: 0, medianEffectiveEvents: null, smallestEffect: null, smallestUpliftBps: null }
  const effective = median(Float64Array.from(tested, ({ effectiveEvents }) => effectiveEvents))
  const controls = median(Float64Array.from(tested, ({ controls, events }) => controls / events))
  const smallest = errorsNeeded(results.length, falseDiscoveryRate) * Math.sqrt((1 + 1 / controls) / effective)
  const deviations = tested.flatMap(({ uplift, effectSize }) => (effectSize ? [uplift! / effectSize] : []))
  const deviation = median(Float64Array.from(deviations))
  return {
    tested: tested.length,
    medianEffectiveEvents: effective,
    smallestEffect: smallest,
    smallestUpliftBps: Number.isNaN(deviation) ? null : smallest * deviation * BPS,
  }
}

/** `discoveryPower` of one hypothesis, by its own events, controls and deviation: as a fraction. Null where it was not tested or has no spread. */
export function smallestUplift(result: HypothesisResult, declared: number, falseDiscoveryRate: number): number | null {
  const { pValue, uplift, effectSize, effectiveEvents, controls, events } = result
  if (pValue === null || uplift === null || !effectSize) return null
  const error = (uplift / effectSize) * Math.sqrt((1 + events / controls) / effectiveEvents)
  return errorsNeeded(declared, falseDiscoveryRate) * error
}

/** How many errors a lone true uplift must be away from zero. */
function errorsNeeded(declared: number, falseDiscoveryRate: number): number {
  const needed = falseDiscoveryRate / (declared * harmonic(declared))
  return normalQuantile(1 - needed) + normalQuantile(POWER)
}

function harmonic(count: number): number {
  let sum = 0
  for (let k = count; k >= 1; k -= 1) sum += 1 / k
  return sum
}
