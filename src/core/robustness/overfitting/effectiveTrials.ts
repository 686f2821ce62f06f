import type { EffectiveMethod } from '../../contract/sweepOverfitting.ts'
import { averageCorrelationTrials } from './averageCorrelationTrials.ts'
import { NO_STRUCTURE } from './clusteredTrials.ts'
import type { SearchStudy } from './searchStudy.ts'

export type EffectiveTrials = {
  readonly method: EffectiveMethod
  /** Independent trials that they are worth; from 1 to their number. */
  readonly worth: number
  /** V that goes with it: of all trials, or of the clusters' Sharpe ratios per day. */
  readonly varianceAcrossTrials: number | null
}

/** What `own` trials, of which a study tells how alike they are, are worth as independent ones; none where it cannot tell. */
export function effectiveTrials(
  { correlation, varianceAcrossClusters }: SearchStudy,
  own: number,
  varianceAcrossTrials: number | null,
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
  return [byPairs, byEntropy, { method: 'clusters', worth, varianceAcrossTrials: varianceAcrossClusters }]
}
