import type { SweepOverfitting } from '../../contract/sweepOverfitting.ts'
import { clusteredTrials } from './clusteredTrials.ts'
import { averageCorrelation, correlationMatrix, hasSpread } from './correlationMatrix.ts'
import { drawnRows } from './drawnRows.ts'
import { entropyEffectiveRank } from './entropyEffectiveRank.ts'
import type { Overfitting } from './probabilityOfOverfitting.ts'
import { probabilityOfOverfitting } from './probabilityOfOverfitting.ts'
import { symmetricEigenvalues } from './symmetricEigenvalues.ts'

export type SearchStudy = Pick<SweepOverfitting, 'overfitting' | 'correlation'> & {
  readonly withoutSpread: number
  /** V across the clusters' Sharpe ratios per day; null without clusters. */
  readonly varianceAcrossClusters: number | null
}

export type StudyOptions = { readonly seed: number; readonly beat?: (note: string) => void }

const MOST_BLOCKS = 16
/** Days that a block has at least; fewer blocks are made of fewer days. */
const LEAST_BLOCK_DAYS = 5
const LEAST_BLOCKS = 4
/** Of columns: what is made of all their pairs takes time by the cube of their number. */
const MOST_CORRELATED = 200
const MOST_CLUSTERS = 50
const STARTS = 4
const RANK_STEPS = 20
const MOST_POINTS = 300
const LEAST_CLUSTERED = 4

/**
 * What choosing the best of many configurations is worth: PBO with its company, and how alike the configurations are. `columns`: net returns per UTC day of each on the same days. Ratios
 * in it are annual by `daysPerYear`. Correlations leave out columns without spread.
 */
export function searchStudy(
  columns: readonly Float64Array[],
  daysPerYear: number,
  { seed, beat }: StudyOptions,
): SearchStudy {
  const days = columns[0]?.length ?? 0
  const blocks = Math.min(MOST_BLOCKS, 2 * Math.floor(days / (2 * LEAST_BLOCK_DAYS)))
  const told =
    blocks < LEAST_BLOCKS
      ? null
      : probabilityOfOverfitting({ columns, blocks, beat: () => beat?.('probability of overfitting') })
  const moving = columns.filter(hasSpread)
  const alike = moving.length < LEAST_CLUSTERED ? null : likeness(moving, seed, beat)
  return {
    overfitting: told === null ? null : splitsOf(told, Math.sqrt(daysPerYear)),
    correlation: alike?.correlation ?? null,
    varianceAcrossClusters: alike?.varianceAcrossClusters ?? null,
    withoutSpread: columns.length - moving.length,
  }
}

function likeness(moving: readonly Float64Array[], seed: number, beat: StudyOptions['beat']) {
  const chosen = drawnRows(moving.length, MOST_CORRELATED, seed, 'overfitting/correlated')
  const some = Array.from(chosen, (place) => moving[place]!)
  const note = () => beat?.('likeness of the configurations')
  note()
  const eigenvalues = symmetricEigenvalues(correlationMatrix(some), note)
  const clusters = clusteredTrials(some, { seed, starts: STARTS, mostClusters: MOST_CLUSTERS, beat: note })
  if (clusters === null) return null
  const correlation = {
    average: averageCorrelation(moving),
    configurations: some.length,
    entropyRank: entropyEffectiveRank(eigenvalues),
    clusters: clusters.clusters,
    meanSilhouette: clusters.meanSilhouette,
  }
  return { correlation, varianceAcrossClusters: clusters.varianceAcrossClusters }
}

function splitsOf(told: Overfitting, year: number): NonNullable<SweepOverfitting['overfitting']> {
  const { blocks, blockRows, droppedRows, splits, probability, probabilityOfLoss, dominance, isFew } = told
  const { logits, chosenInSample, chosenOutOfSample, degradation } = told
  const ranks = new Array<number>(RANK_STEPS).fill(0)
  for (const logit of logits) {
    const step = Math.min(RANK_STEPS - 1, Math.floor(RANK_STEPS / (1 + Math.exp(-logit))))
    ranks[step] = ranks[step]! + 1
  }
  const step = Math.max(1, Math.ceil(splits / MOST_POINTS))
  const some = (values: Float64Array) =>
    Array.from(
      values.filter((_, split) => split % step === 0),
      (v) => v * year,
    )
  return {
    blocks,
    blockDays: blockRows,
    droppedDays: droppedRows,
    splits,
    probability,
    slope: degradation?.slope ?? null,
    probabilityOfLoss,
    dominance,
    isFew,
    ranks,
    points: { inSample: some(chosenInSample), outOfSample: some(chosenOutOfSample) },
  }
}
