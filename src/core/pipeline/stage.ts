import type { JsonValue } from '../contract/jsonValue.ts'
import type { Beat } from '../job/beat.ts'
import type { PairConfig } from './pairConfig.ts'
import type { FoldPlan } from './selection/foldPlan.ts'
import type { TrialReturns } from './selection/trialReturns.ts'
import type { Workbench } from './workbench.ts'

/** What a stage may look at while it plans and combines: the configuration, and the outputs of the stages that it needs. */
export type StageInput<Needed> = {
  readonly config: PairConfig
  readonly seed: number
  readonly plan: FoldPlan
  readonly outputs: Needed
}

/**
 * A step of a run as three functions. `plan` names the next units (an empty list ends the stage), knowing the results so far;
 * `runUnit` does one in a worker; `combine` folds all results, in plan order. All pure. `trials` lists the configurations that the stage
 * is about to evaluate, in plan order: they enter the ledger before the first unit runs. `trialSharpes` gives their Sharpe ratios per UTC day afterwards,
 * `trialReturns` the day returns of those that are accounts, which are kept as a file.
 */
export type Stage<Needed, Unit extends JsonValue, Result extends JsonValue, Output> = {
  readonly name: string
  readonly title: string
  readonly needs: readonly (keyof Needed & string)[]
  readonly weight: number
  readonly trials?: (input: StageInput<Needed>) => readonly JsonValue[]
  readonly plan: (input: StageInput<Needed>, results: readonly Result[]) => readonly Unit[]
  readonly runUnit: (bench: Workbench, plan: FoldPlan, unit: Unit, beat: Beat) => Result
  readonly combine: (input: StageInput<Needed>, results: readonly Result[]) => Output
  readonly trialReturns?: (input: StageInput<Needed>, results: readonly Result[]) => TrialReturns
  readonly trialSharpes?: (output: Output) => readonly (number | null)[]
}

/** Plans all units at once. */
export function once<T>(results: readonly unknown[], units: () => readonly T[]): readonly T[] {
  return results.length === 0 ? units() : []
}
