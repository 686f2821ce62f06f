import type { TrainSpec, ValidationSpec } from '../../contract/trainSpec.ts'
import type { FitOptions, LearnerSettings } from '../../models/learner.ts'
import type { LearningTable } from '../../models/learningTable.ts'
import type { TrainedModelData } from '../../models/trainedModelData.ts'
import type { SplitPlan } from '../../validation/splits/split.ts'

/** A kind of model with the values that a person gave some of its parameters. */
export type MemberRecipe = { readonly type: string; readonly settings: LearnerSettings }

/** How every training part is fitted. */
export type TrainRecipe = MemberRecipe & {
  /** Names of the parameters that a person wrote; the others may be searched. */
  readonly given: readonly string[]
  readonly members: readonly MemberRecipe[]
  readonly options: Pick<FitOptions, 'monotone' | 'categorical' | 'positiveWeight'>
  readonly calibration: TrainSpec['calibration']
  readonly stopShare: number | null
  readonly weighting: TrainSpec['sample_weights']
  readonly decayOldest: number
  readonly search: TrainSpec['search']
  readonly validation: ValidationSpec
  /** Over how many bars the columns look back, at most. */
  readonly featureBars: number
  readonly learningCurve: boolean
  readonly seeds: number
  readonly seed: number
}

/** Closes of an instrument's bars, UTC milliseconds ascending, and ln(close / close before) of each; 0 for the first. */
export type BarReturns = { readonly closeMs: Float64Array; readonly logReturn: Float64Array }

/**
 * All rows before the sealed hold-out. `target` of the table is NaN where nothing may be learned or tested: unknown, ending in the hold-out, out of the allowed hours.
 * `instrument` and the times are by row; a label uses the bars after `decisionMs` up to `labelEndMs`, both UTC milliseconds.
 */
export type TrainingData = {
  readonly table: LearningTable
  readonly instrument: Int32Array
  readonly decisionMs: Float64Array
  readonly labelEndMs: Float64Array
  /** One an instrument; null where nothing asks for them. */
  readonly bars: readonly BarReturns[] | null
}

/** What every worker of a training is given once; the columns lie over shared memory. */
export type TrainPayload = {
  readonly data: TrainingData
  readonly recipe: TrainRecipe
  readonly plan: SplitPlan
  /** Places of columns that say much the same: their importance is measured together too. */
  readonly groups: readonly (readonly number[])[]
  /** Models that the fits go on from, one a seed, the first again where there are fewer; empty: they begin anew. */
  readonly from: readonly TrainedModelData[]
}

/** A training as it is handed to workers. `threads`: one shared number, of each of them for the trees of its next fit, where there are more cores than units; results do not depend on it. */
export type TrainTask = TrainPayload & { readonly threads: Int32Array }

/** Rows with a target, ascending. */
export function labelledRows({ table }: TrainingData): Int32Array {
  const rows: number[] = []
  for (let row = 0; row < table.target.length; row++) if (Number.isFinite(table.target[row]!)) rows.push(row)
  return Int32Array.from(rows)
}

/** Training parts are the splits, and behind them all labelled rows: those of the model that is kept. */
export function trainRowsOf({ data, plan }: TrainPayload, part: number): Int32Array {
  return plan.splits[part]?.train ?? labelledRows(data)
}
