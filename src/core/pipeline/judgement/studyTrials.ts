import type { TrialStudy } from '../../contract/trialStudy.ts'
import { expectedByLuck } from '../../robustness/expectedByLuck.ts'
import { effectiveTrials } from '../../robustness/overfitting/effectiveTrials.ts'
import { searchStudy } from '../../robustness/overfitting/searchStudy.ts'
import { studyNotes } from '../../robustness/overfitting/studyNotes.ts'
import type { PairOutputs } from '../pairPipeline.ts'
import type { TrialEvidence } from './judge.ts'
import { deflatedOfJudged } from './judge.ts'

const DAYS_PER_YEAR = 365

export type TrialStudyInput = {
  /** Net returns per UTC day of configurations of the grid. */
  readonly columns: readonly Float64Array[]
  readonly evaluated: number
  readonly returnsSha256: string
  /** Of the ledger; the whole grid is in it, whoever tried it first. */
  readonly count: TrialEvidence
  /** Trials of this run that are no configuration of the grid. */
  readonly withoutReturns: number
  readonly seed: number
  readonly beat: (note: string) => void
}

/** What choosing among the trials of a run is worth. The raw number judges; what the grid is worth as independent trials stands beside it, every other trial counting as one. */
export function studyTrials(outputs: PairOutputs, input: TrialStudyInput): TrialStudy {
  const { columns, evaluated, count, withoutReturns, seed, beat, returnsSha256 } = input
  const told = searchStudy(columns, DAYS_PER_YEAR, { seed, beat })
  const others = Math.max(0, count.trials - evaluated)
  const luck = (trials: number, varianceAcrossTrials: number | null) => {
    const byLuck = expectedByLuck(trials, varianceAcrossTrials)
    return {
      trials,
      varianceAcrossTrials,
      expectedBest: byLuck === null ? null : byLuck * Math.sqrt(DAYS_PER_YEAR),
      deflatedSharpe: deflatedOfJudged(outputs, { trials, varianceAcrossTrials }),
    }
  }
  const { overfitting } = told
  return {
    configurations: columns.length,
    evaluated,
    days: columns[0]?.length ?? 0,
    withoutSpread: told.withoutSpread,
    withoutReturns,
    returnsSha256,
    overfitting:
      overfitting === null
        ? null
        : {
            probability: overfitting.probability,
            probabilityOfLoss: overfitting.probabilityOfLoss,
            blocks: overfitting.blocks,
            splits: overfitting.splits,
          },
    raw: luck(count.trials, count.varianceAcrossTrials),
    effective: effectiveTrials(told, {
      own: evaluated,
      others,
      varianceAcrossTrials: count.varianceAcrossTrials,
    }).map(({ method, worth, varianceAcrossTrials }) => ({
      method,
      ofGrid: worth,
      ...luck(others + worth, varianceAcrossTrials),
    })),
    notes: studyNotes(told, { studied: columns.length, evaluated, drawn: 'a seeded draw' }),
  }
}
