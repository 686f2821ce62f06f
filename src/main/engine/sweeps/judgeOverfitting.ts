import type { SweepOverfitting } from '../../../core/contract/sweepOverfitting.ts'
import { deflatedSharpe } from '../../../core/robustness/deflatedSharpe.ts'
import { expectedByLuck } from '../../../core/robustness/expectedByLuck.ts'
import { effectiveTrials } from '../../../core/robustness/overfitting/effectiveTrials.ts'
import type { SearchStudy } from '../../../core/robustness/overfitting/searchStudy.ts'
import { searchStudy } from '../../../core/robustness/overfitting/searchStudy.ts'
import { studyNotes } from '../../../core/robustness/overfitting/studyNotes.ts'
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
    notes: studyNotes(told, { studied: columns.length, evaluated, drawn: 'a seeded draw, and the best one' }),
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
  const { own, varianceAcrossTrials: spread } = count
  const others = count.trials - own
  return effectiveTrials(told, { own, others, varianceAcrossTrials: spread }).map(
    ({ method, worth, varianceAcrossTrials }) => ({
      method,
      ofSweep: worth,
      ...luckOf(studied, others + worth, varianceAcrossTrials),
    }),
  )
}
