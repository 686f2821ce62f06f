import type { EffectiveMethod } from '../../contract/sweepOverfitting.ts'
import { averageCorrelationTrials } from './averageCorrelationTrials.ts'
import { NO_STRUCTURE } from './clusteredTrials.ts'
import type { SearchStudy } from './searchStudy.ts'

export type EffectiveTrials = {
  readonly method: EffectiveMethod
  /** Independent trials that they are worth; from 1 to their number. */
  readonly worth: number
  /** V that goes with it: of the Sharpe ratios per day of all trials, or of the clusters where nothing else was tried. */
  readonly varianceAcrossTrials: number | null
}

/** `own` were studied together, `others` count besides, one each; `varianceAcrossTrials` is that of all of them. */
export type CountedTrials = {
  readonly own: number
  readonly others: number
  readonly varianceAcrossTrials: number | null
}

/**
 * What `own` trials, of which a study tells how alike they are, are worth as independent ones; none where it cannot tell. The ratios of a few clusters say nothing of how far `others` lie
 * apart: where there are such, V is that of all trials.
 */
export function effectiveTrials(
  { correlation, varianceAcrossClusters }: Pick<SearchStudy, 'correlation' | 'varianceAcrossClusters'>,
  { own, others, varianceAcrossTrials }: CountedTrials,
): readonly EffectiveTrials[] {
  if (correlation === null || own <= 0) return []
  const { average, entropyRank, configurations, clusters, meanSilhouette } = correlation
  const byPairs: EffectiveTrials = {
    method: 'average-correlation',
    worth: averageCorrelationTrials(own, average),
    varianceAcrossTrials,
  }
  const byEntropy: EffectiveTrials = {
    method: 'entropy',
    worth: Math.max(1, (entropyRank / configurations) * own),
    varianceAcrossTrials,
  }
  if (meanSilhouette <= NO_STRUCTURE) return [byPairs, byEntropy]
  const worth = Math.min(clusters, own)
  const spread = others > 0 ? varianceAcrossTrials : varianceAcrossClusters
  return [byPairs, byEntropy, { method: 'clusters', worth, varianceAcrossTrials: spread }]
}
