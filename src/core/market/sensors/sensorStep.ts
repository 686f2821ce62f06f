import { median } from '../../stats/median.ts'

/** Median time between neighbouring different events (ascending); NaN for fewer than two. */
export function typicalStepMs(eventMs: Float64Array): number {
  const distances: number[] = []
  for (let at = 1; at < eventMs.length; at++)
    if (eventMs[at]! > eventMs[at - 1]!) distances.push(eventMs[at]! - eventMs[at - 1]!)
  return median(Float64Array.from(distances))
}
