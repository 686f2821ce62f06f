import type { HypothesisResult } from '../hypothesisResult.ts'

const NEAR_MISSES = 10

/**
 * Places of the hypotheses that are looked at closely, by p-value (ties in the order of the grammar): every discovery, and the ten nearest of the rest, at most
 * `most`.
 */
export function closestPlaces(
  results: readonly HypothesisResult[],
  most: number,
  falseDiscoveryRate: number,
): readonly number[] {
  const places = [...results.keys()].filter((place) => results[place]!.pValue !== null)
  places.sort((a, b) => results[a]!.pValue! - results[b]!.pValue! || a - b)
  const discoveries = places.filter((place) => isDiscovery(results[place]!, falseDiscoveryRate)).length
  return places.slice(0, Math.min(most, discoveries + NEAR_MISSES))
}

/** By Benjamini and Yekutieli: long and short variants of one event depend on each other negatively, and this one holds under any dependence. */
export function isDiscovery({ qBy }: HypothesisResult, falseDiscoveryRate: number): boolean {
  return qBy !== null && qBy <= falseDiscoveryRate
}
