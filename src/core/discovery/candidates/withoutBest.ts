import { quantileSorted } from '../../stats/quantileSorted.ts'
import type { WithoutBest } from './candidateStudy.ts'
import { type EventGains, meanAt } from './eventSegments.ts'

const BEST_COUNTS = [1, 3, 5]
const BEST_SHARE = 0.05
const TRIMMED_SHARE = 0.1

/** Without the best 1, 3, 5 and 5 % of events by their return: does it hang on a lucky few? */
export function withoutBest(gains: EventGains): readonly WithoutBest[] {
  const count = gains.returns.length
  const counts = [...new Set([...BEST_COUNTS, bestShareCount(count)])].filter((without) => without < count)
  const ranked = rankedPlaces(gains.returns)
  return counts
    .sort((a, b) => a - b)
    .map((without) => {
      const places = ranked.slice(without)
      return { without, mean: meanAt(gains.returns, places), uplift: meanAt(gains.uplifts, places) }
    })
}

export function bestShareCount(events: number): number {
  return Math.max(1, Math.ceil(BEST_SHARE * events))
}

export function middleOf({ returns }: EventGains): {
  readonly median: number | null
  readonly trimmedMean: number | null
} {
  if (returns.length === 0) return { median: null, trimmedMean: null }
  const sorted = returns.slice().sort()
  const cut = Math.floor(TRIMMED_SHARE * sorted.length)
  const kept = sorted.subarray(cut, sorted.length - cut)
  return {
    median: quantileSorted(sorted, 0.5),
    trimmedMean: kept.reduce((sum, value) => sum + value, 0) / kept.length,
  }
}

/** The best event first; equals in order of time. */
function rankedPlaces(returns: Float64Array): readonly number[] {
  return [...returns.keys()].sort((a, b) => returns[b]! - returns[a]! || a - b)
}
