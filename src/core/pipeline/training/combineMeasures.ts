import type {
  FeatureDependence,
  FeatureDrift,
  FeatureImportance,
  ImportanceStability,
  ValidationReport,
} from '../../contract/modelRecord.ts'
import { foldImportance } from '../../models/explanation/foldImportance.ts'
import { mean } from '../../stats/mean.ts'
import { rankingStability } from '../../validation/stability/rankingStability.ts'
import { spreadOf } from './spreadOf.ts'
import type { TrainPayload } from './trainingTask.ts'
import type { DoneFit, MeasuredImportance } from './trainUnits.ts'

/** Columns whose being the most important again says that a ranking is stable. */
const TOP_COLUMNS = 5
/** Columns whose partial dependence is reported. */
const SHOWN_COLUMNS = 5

/** Measured importances of a seed's fits, by fold. */
function importancesOf(tested: readonly DoneFit[], seed: number): readonly MeasuredImportance[] {
  return tested.flatMap(({ seed: own, fitted: { importance } }) =>
    own === seed && importance !== null ? [importance] : [],
  )
}

function meansOf(rises: readonly (readonly number[])[]): Float64Array {
  return Float64Array.from(rises, (own) => mean(Float64Array.from(own)))
}

/** Of the first seed, by mean rise over the folds, the greatest first. A column alone in its group has no value of a group. */
export function importanceOf({ data, groups }: TrainPayload, tested: readonly DoneFit[]): FeatureImportance[] {
  const { names } = data.table.features
  const measured = importancesOf(tested, 0)
  if (measured.length === 0) return []
  const groupOf = names.map((_, column) => groups.findIndex((group) => group.includes(column)))
  const folds = measured.map(({ columns }) => meansOf(columns))
  const ranks = rankingStability(folds, TOP_COLUMNS)
  const judged = foldImportance(
    measured.map(({ baseline, columns }) => ({ baseline, rises: columns.map((own) => Float64Array.from(own)) })),
  )
  const rows = names.map((feature, column): FeatureImportance => {
    const group = groupOf[column]!
    const together = (groups[group]?.length ?? 0) > 1
    const whole = spreadOf(together ? measured.map((item) => mean(Float64Array.from(item.groups[group]!))) : [])
    const own = judged[column]!
    return {
      feature,
      group,
      mean: own.rise,
      deviation: own.betweenFolds,
      folds: folds.map((rises) => rises[column]!),
      groupMean: whole.mean,
      groupDeviation: whole.deviation,
      repeatDeviation: own.betweenRepeats,
      risingFolds: own.risingFolds,
      p: own.p,
      meanRank: ranks.meanRank[column]!,
      rankDeviation: ranks.rankDeviation[column]!,
    }
  })
  return rows.sort((a, b) => b.mean - a.mean || (a.feature < b.feature ? -1 : 1))
}

/** Over folds, of the first seed; over seeds, of the means over folds. Null where there is only one of them. */
export function importanceStability(
  tested: readonly DoneFit[],
  seeds: number,
): ValidationReport['importance']['stability'] {
  const ofSeeds = Array.from({ length: seeds }, (_, seed) =>
    importancesOf(tested, seed).map(({ columns }) => meansOf(columns)),
  )
  const overFolds = ofSeeds[0] ?? []
  const overSeeds = ofSeeds.flatMap((folds) => (folds.length === 0 ? [] : [meanRanking(folds)]))
  return { overFolds: stabilityOf(overFolds), overSeeds: stabilityOf(overSeeds) }
}

function meanRanking(folds: readonly Float64Array[]): Float64Array {
  return folds[0]!.map((_, column) => mean(Float64Array.from(folds, (own) => own[column]!)))
}

function stabilityOf(rankings: readonly Float64Array[]): ImportanceStability | null {
  if (rankings.length < 2) return null
  const { meanCorrelation, leastCorrelation, top, topShared, topByChance } = rankingStability(rankings, TOP_COLUMNS)
  return { rankings: rankings.length, meanCorrelation, leastCorrelation, top, topShared, topByChance }
}

/** Null unless every fold has them: means over some folds would not be of the same model. */
export function contributionsOf(
  { data, plan }: TrainPayload,
  tested: readonly DoneFit[],
): ValidationReport['contributions'] {
  const measured = tested.flatMap(({ seed, fitted: { contributions } }) =>
    seed === 0 && contributions !== null ? [contributions] : [],
  )
  const [first] = measured
  if (first === undefined || measured.length < plan.splits.length) return null
  const rows = data.table.features.names.map((feature, column) => {
    const { mean: size, deviation } = spreadOf(measured.map(({ sizes }) => sizes[column]!))
    return { feature, mean: size ?? 0, deviation }
  })
  return {
    unit: first.unit,
    leastRows: measured.reduce((least, own) => Math.min(least, own.rows), first.rows),
    rows: rows.sort((a, b) => b.mean - a.mean || (a.feature < b.feature ? -1 : 1)),
  }
}

/** Of the most important columns, over the folds in which they were among the most important too. All folds look at the same values of a column. */
export function dependenceOf(
  { data }: TrainPayload,
  tested: readonly DoneFit[],
  importance: readonly FeatureImportance[],
): FeatureDependence[] {
  const { names } = data.table.features
  const curves = tested.flatMap(({ fitted: { dependence } }) => dependence)
  return importance.slice(0, SHOWN_COLUMNS).flatMap(({ feature }): FeatureDependence[] => {
    const own = curves.filter(({ column }) => names[column] === feature)
    const [first] = own
    if (first === undefined) return []
    const spreads = first.values.map((_, at) => spreadOf(own.map((curve) => curve.mean[at]!)))
    const meanOf = (part: 'low' | 'high') =>
      first.values.map((_, at) => mean(Float64Array.from(own, (curve) => curve[part][at]!)))
    return [
      {
        feature,
        folds: own.length,
        values: [...first.values],
        mean: spreads.map((spread) => spread.mean ?? 0),
        deviation: spreads.map(({ deviation }) => deviation),
        low: meanOf('low'),
        high: meanOf('high'),
        deciles: [...first.deciles],
        closeTo: first.correlatedWith.map(({ column, correlation }) => ({ feature: names[column]!, correlation })),
      },
    ]
  })
}

/** By mean ratio over the folds, the greatest first. */
export function driftOf({ data }: TrainPayload, tested: readonly DoneFit[]): FeatureDrift[] {
  const ofFolds = tested.filter(({ seed }) => seed === 0).map(({ fitted: { drift } }) => drift)
  const rows = data.table.features.names.map((feature, column): FeatureDrift => {
    const folds = ofFolds.map((columns) => columns[column] ?? null)
    return {
      feature,
      folds,
      meanIndex: spreadOf(folds.map((own) => own?.index ?? null)).mean,
      meanRatio: spreadOf(folds.map((own) => own?.ratio ?? null)).mean,
    }
  })
  return rows.sort((a, b) => (b.meanRatio ?? -1) - (a.meanRatio ?? -1) || (a.feature < b.feature ? -1 : 1))
}
