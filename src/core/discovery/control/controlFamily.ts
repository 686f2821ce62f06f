import { realityCheckFromDraws } from '../../robustness/dataSnooping/realityCheck.ts'
import { stepDownPValues } from '../../robustness/dataSnooping/stepDownPValues.ts'
import { superiorPredictiveAbilityFromDraws } from '../../robustness/dataSnooping/superiorPredictiveAbility.ts'
import { benjaminiHochberg } from '../../stats/benjaminiHochberg.ts'
import { benjaminiYekutieli } from '../../stats/benjaminiYekutieli.ts'
import type { BlockStatistic } from '../discoveryTask.ts'
import type { BestOfAll, HypothesisResult } from '../hypothesisResult.ts'

/** The whole family at once, each entry in the order of the grammar. */
export type FamilyDraws = {
  /** Null where the hypothesis was refused or has no spread. */
  readonly statistics: readonly (BlockStatistic | null)[]
  /** One a hypothesis with statistic, in order; of equal length. All from the same resampled blocks. */
  readonly centred: readonly Float32Array[]
  readonly studentised: readonly Float32Array[]
  /** Calendar blocks in all. */
  readonly blocks: number
}

/** Results with what they are worth among all that were declared: a refused hypothesis has no p-value and counts all the same. */
export function controlFamily(results: readonly HypothesisResult[], draws: FamilyDraws): readonly HypothesisResult[] {
  const pValues = Float64Array.from(results, ({ pValue }) => pValue ?? Number.NaN)
  const qBh = benjaminiHochberg(pValues)
  const qBy = benjaminiYekutieli(pValues)
  const observed = Float64Array.from(draws.statistics, (statistic) => statistic?.t ?? Number.NaN)
  const rows = rowsOfDraws(draws.statistics, draws.studentised)
  const stepDown = rows.length > 0 ? stepDownPValues(observed, rows) : observed
  return results.map((result, place) => ({
    ...result,
    qBh: orNull(qBh[place]!),
    qBy: orNull(qBy[place]!),
    pFamilyWise: orNull(stepDown[place]!),
  }))
}

/**
 * Whether the best of all is better than chance makes the best of so many. White's check: of the sum of uplifts a calendar block, not studentised. Hansen's SPA: of
 * the studentised uplift, each resample over its own error.
 */
export function bestOfAll(results: readonly HypothesisResult[], draws: FamilyDraws): BestOfAll {
  const places = draws.statistics.flatMap((statistic, place) => (statistic === null ? [] : [place]))
  const none = { luckiest: null, pRealityCheck: null, pSpaLower: null, pSpaConsistent: null, pSpaUpper: null }
  if (places.length === 0 || draws.centred.length === 0) return none
  const tested = places.map((place) => draws.statistics[place]!)
  const means = Float64Array.from(tested, ({ mean }) => mean)
  const sums = transposed(draws.centred, (value, k) => value + means[k]!)
  const check = realityCheckFromDraws(means, draws.blocks, sums)
  const ability = abilityOf(tested, draws)
  const luckiest = tested.reduce((best, { t }, k) => (t > tested[best]!.t ? k : best), 0)
  return {
    luckiest: results[places[luckiest]!]!.hypothesis.id,
    pRealityCheck: check.pValue,
    pSpaLower: ability?.lower ?? null,
    pSpaConsistent: ability?.consistent ?? null,
    pSpaUpper: ability?.upper ?? null,
  }
}

/**
 * Each resample over its own error, so that columns of few events and wild returns, whose errors are themselves uncertain, do not look better than they are: in Hansen's
 * terms every w_k is 1, and what is resampled is t_k / sqrt(n).
 */
function abilityOf(tested: readonly BlockStatistic[], { studentised, blocks }: FamilyDraws) {
  const root = Math.sqrt(blocks)
  const means = Float64Array.from(tested, ({ t }) => t / root)
  return superiorPredictiveAbilityFromDraws({
    means,
    errors: new Float64Array(tested.length).fill(1),
    n: blocks,
    resampledMeans: transposed(studentised, (value, k) => value / root + means[k]!),
  })
}

/** A row for each draw, with NaN at hypotheses that were not tested. */
function rowsOfDraws(
  statistics: readonly (BlockStatistic | null)[],
  columns: readonly Float32Array[],
): readonly Float64Array[] {
  const draws = columns[0]?.length ?? 0
  const rows = Array.from({ length: draws }, () => new Float64Array(statistics.length).fill(Number.NaN))
  let column = 0
  for (const [place, statistic] of statistics.entries()) {
    if (statistic === null) continue
    const values = columns[column]!
    column += 1
    for (let draw = 0; draw < draws; draw += 1) rows[draw]![place] = values[draw]!
  }
  return rows
}

function transposed(columns: readonly Float32Array[], of: (value: number, k: number) => number): Float64Array[] {
  const draws = columns[0]!.length
  return Array.from({ length: draws }, (_, draw) => Float64Array.from(columns, (column, k) => of(column[draw]!, k)))
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value
}
