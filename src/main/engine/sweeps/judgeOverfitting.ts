import type { EffectiveMethod, SweepOverfitting } from '../../../core/contract/sweepOverfitting.ts'
import { deflatedSharpe } from '../../../core/robustness/deflatedSharpe.ts'
import { expectedByLuck } from '../../../core/robustness/expectedByLuck.ts'
import { averageCorrelationTrials } from '../../../core/robustness/overfitting/averageCorrelationTrials.ts'
import { NO_STRUCTURE } from '../../../core/robustness/overfitting/clusteredTrials.ts'
import type { SearchStudy } from '../../../core/robustness/overfitting/searchStudy.ts'
import { searchStudy } from '../../../core/robustness/overfitting/searchStudy.ts'
import type { TrialCount } from '../pipeline/trialBook.ts'
import { UTC_DAYS } from './findBest.ts'
import type { StudiedConfigurations } from './studyConfigurations.ts'

export type OverfittingParts = {
  readonly sweepId: string
  readonly seed: number
  readonly studied: StudiedConfigurations
  readonly count: TrialCount
  readonly beat: (note: string) => void
}

/** What choosing the best of a sweep is worth. The raw number of trials judges; what they are worth as independent ones stands beside it. */
export function judgeOverfitting(parts: OverfittingParts): SweepOverfitting {
  const { sweepId, seed, studied, count, beat } = parts
  const { columns, evaluated } = studied
  const told = searchStudy(columns, UTC_DAYS.periodsPerYear, { seed, beat })
  const isSampled = columns.length < evaluated
  return {
    schemaVersion: 1,
    sweepId,
    studied: {
      configurations: columns.length,
      evaluated,
      isSampled,
      days: columns[0]?.length ?? 0,
      withoutSpread: told.withoutSpread,
    },
    overfitting: told.overfitting,
    correlation: told.correlation,
    raw: luckOf(studied, count.trials, count.varianceAcrossTrials),
    effective: effectiveOf(told, parts),
    notes: notesOf(told, columns.length, evaluated),
  }
}

function luckOf({ columns, best }: StudiedConfigurations, trials: number, varianceAcrossTrials: number | null) {
  const byLuck = expectedByLuck(trials, varianceAcrossTrials)
  const returns = best === null ? undefined : columns[best]
  const deflated =
    returns === undefined || varianceAcrossTrials === null
      ? null
      : deflatedSharpe({ returns, trials, varianceAcrossTrials })
  return {
    trials,
    varianceAcrossTrials,
    expectedBest: byLuck === null ? null : byLuck * Math.sqrt(UTC_DAYS.periodsPerYear),
    deflatedSharpe: deflated?.probability ?? null,
  }
}

function effectiveOf(told: SearchStudy, { studied, count }: OverfittingParts): SweepOverfitting['effective'] {
  const { correlation, varianceAcrossClusters } = told
  if (correlation === null || count.own === 0) return []
  const before = count.trials - count.own
  const line = (method: EffectiveMethod, ofSweep: number, variance: number | null) => ({
    method,
    ofSweep,
    ...luckOf(studied, before + ofSweep, variance),
  })
  const share = correlation.entropyRank / correlation.configurations
  const lines = [
    line('average-correlation', averageCorrelationTrials(count.own, correlation.average), count.varianceAcrossTrials),
    line('entropy', Math.max(1, share * count.own), count.varianceAcrossTrials),
  ]
  if (correlation.meanSilhouette > NO_STRUCTURE)
    lines.push(line('clusters', Math.min(correlation.clusters, count.own), varianceAcrossClusters))
  return lines
}

function notesOf({ overfitting, correlation }: SearchStudy, studied: number, evaluated: number): string[] {
  const notes: string[] = []
  if (studied < evaluated)
    notes.push(
      `Overfitting is told from ${studied} of ${evaluated} configurations: a seeded draw, and the best one. Drawn ones stand for all; the raw number of trials counts every one.`,
    )
  if (overfitting === null)
    notes.push('There are too few configurations or days to tell the probability of overfitting: 2, and 20 UTC days.')
  else if (overfitting.isFew)
    notes.push('With fewer than 8 configurations the probability of overfitting moves in coarse steps.')
  if (correlation !== null && correlation.meanSilhouette <= NO_STRUCTURE)
    notes.push('The configurations form no clusters, so that no number of independent trials is told by clusters.')
  return notes
}
