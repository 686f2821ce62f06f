import { mean } from '../../stats/mean.ts'
import { meanRanks } from '../../stats/meanRanks.ts'
import { spearmanCorrelation } from '../../stats/spearmanCorrelation.ts'

/** How alike several rankings of the same columns are: importances by fold, by seed, or by stretch of time. */
export type RankingStability = {
  /** Mean of Spearman's correlations of all pairs, and the least; null where none is defined. Near 0: the ranking is chance. */
  readonly meanCorrelation: number | null
  readonly leastCorrelation: number | null
  /** Mean share of the greatest `top` columns that two rankings have in common (of either's top), and what chance would give: top / columns. */
  readonly topShared: number | null
  readonly topByChance: number
  readonly top: number
  /** Mean rank of each column, 1 for the greatest, and the deviation (ddof 0) over the rankings. */
  readonly meanRank: readonly number[]
  readonly rankDeviation: readonly number[]
}

/** `rankings[k][column]`, greater is more important; at least one ranking, all of the same columns. */
export function rankingStability(rankings: readonly Float64Array[], top: number): RankingStability {
  const columns = rankings[0]?.length ?? 0
  const kept = Math.min(top, columns)
  const ranks = rankings.map((ranking) => meanRanks(ranking.map((value) => -value)))
  const tops = ranks.map((own) => new Set(topOf(own, kept)))
  const correlations: number[] = []
  const shared: number[] = []
  for (let left = 0; left < rankings.length; left++) {
    for (let right = left + 1; right < rankings.length; right++) {
      const value = spearmanCorrelation(rankings[left]!, rankings[right]!)
      if (!Number.isNaN(value)) correlations.push(value)
      if (kept > 0) shared.push([...tops[left]!].filter((column) => tops[right]!.has(column)).length / kept)
    }
  }
  const ofColumn = (column: number) => Float64Array.from(ranks, (own) => own[column]!)
  const meanRank = Array.from({ length: columns }, (_, column) => mean(ofColumn(column)))
  return {
    meanCorrelation: correlations.length > 0 ? mean(Float64Array.from(correlations)) : null,
    leastCorrelation: correlations.length > 0 ? Math.min(...correlations) : null,
    topShared: shared.length > 0 ? mean(Float64Array.from(shared)) : null,
    topByChance: columns > 0 ? kept / columns : 0,
    top: kept,
    meanRank,
    rankDeviation: meanRank.map((centre, column) =>
      Math.sqrt(mean(ofColumn(column).map((rank) => (rank - centre) ** 2))),
    ),
  }
}

/** Ties by column, so that exactly so many are taken. */
function topOf(ranks: Float64Array, top: number): readonly number[] {
  return Array.from(ranks, (_, column) => column)
    .sort((a, b) => ranks[a]! - ranks[b]! || a - b)
    .slice(0, top)
}
