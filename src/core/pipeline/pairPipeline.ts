import type { JsonValue } from '../contract/jsonValue.ts'
import type { Beat } from '../job/beat.ts'
import type { FoldPlan } from './selection/foldPlan.ts'
import type { TrialReturns } from './selection/trialReturns.ts'
import type { Stage, StageInput } from './stage.ts'
import type { AnalyzeOutput } from './stages/analyzeStage.ts'
import { analyzeStage } from './stages/analyzeStage.ts'
import type { CapitalCurveOutput } from './stages/capitalCurveStage.ts'
import { capitalCurveStage } from './stages/capitalCurveStage.ts'
import type { EventsOutput } from './stages/eventsStage.ts'
import { eventsStage } from './stages/eventsStage.ts'
import type { IterateOutput } from './stages/iterateStage.ts'
import { iterateStage } from './stages/iterateStage.ts'
import type { MlBacktestOutput } from './stages/mlBacktestStage.ts'
import { mlBacktestStage } from './stages/mlBacktestStage.ts'
import type { OptimizeOutput } from './stages/optimizeStage.ts'
import { optimizeStage } from './stages/optimizeStage.ts'
import type { PortfolioTestOutput } from './stages/portfolioTestStage.ts'
import { portfolioTestStage } from './stages/portfolioTestStage.ts'
import type { RobustnessOutput } from './stages/robustnessStage.ts'
import { robustnessStage } from './stages/robustnessStage.ts'
import type { SelectOutput } from './stages/selectStage.ts'
import { selectStage } from './stages/selectStage.ts'
import type { TrainingSetOutput } from './stages/trainingSetStage.ts'
import { trainingSetStage } from './stages/trainingSetStage.ts'
import type { Workbench } from './workbench.ts'

/** What the computing stages of a `pair` run have produced. */
export type PairOutputs = {
  readonly events: EventsOutput
  readonly analyze: AnalyzeOutput
  readonly select: SelectOutput
  readonly 'capital-curve': CapitalCurveOutput
  readonly 'portfolio-test': PortfolioTestOutput
  readonly 'training-set': TrainingSetOutput
  readonly optimize: OptimizeOutput
  readonly 'ml-backtest': MlBacktestOutput
  readonly robustness: RobustnessOutput
  readonly iterate: IterateOutput
}

export type PairStageName = keyof PairOutputs

/** A stage with its own types folded away, so that stages of all kinds stand in one list. What goes in is what it gave out before. */
export type AnyStage = {
  readonly name: PairStageName
  readonly title: string
  readonly needs: readonly PairStageName[]
  readonly weight: number
  readonly trials: (input: StageInput<Partial<PairOutputs>>) => readonly JsonValue[]
  readonly plan: (input: StageInput<Partial<PairOutputs>>, results: readonly JsonValue[]) => readonly JsonValue[]
  readonly runUnit: (bench: Workbench, plan: FoldPlan, unit: JsonValue, beat: Beat) => JsonValue
  readonly combine: (input: StageInput<Partial<PairOutputs>>, results: readonly JsonValue[]) => JsonValue
  readonly trialReturns:
    | ((input: StageInput<Partial<PairOutputs>>, results: readonly JsonValue[]) => TrialReturns)
    | null
  readonly trialSharpes: (output: JsonValue) => readonly (number | null)[]
}

/** The one place where units and results lose their types: they were made by the same stage, of the same engine version. */
function anyStage<
  Needed extends Partial<PairOutputs>,
  Unit extends JsonValue,
  Result extends JsonValue,
  Output extends JsonValue,
>(name: PairStageName, stage: Stage<Needed, Unit, Result, Output>): AnyStage {
  return {
    name,
    title: stage.title,
    needs: stage.needs as readonly PairStageName[],
    weight: stage.weight,
    trials: (input) => stage.trials?.(input as StageInput<Needed>) ?? [],
    plan: (input, results) => stage.plan(input as StageInput<Needed>, results as readonly Result[]),
    runUnit: (bench, plan, unit, beat) => stage.runUnit(bench, plan, unit as Unit, beat),
    combine: (input, results) => stage.combine(input as StageInput<Needed>, results as readonly Result[]),
    trialReturns:
      stage.trialReturns === undefined
        ? null
        : (input, results) => stage.trialReturns!(input as StageInput<Needed>, results as readonly Result[]),
    trialSharpes: (output) => stage.trialSharpes?.(output as Output) ?? [],
  }
}

/** The computing stages of the `pair` pipeline, in order. `prepare` comes before them; `hold-out`, `export` and `cleanup` after. */
export const PAIR_STAGES: readonly AnyStage[] = [
  anyStage('events', eventsStage),
  anyStage('analyze', analyzeStage),
  anyStage('select', selectStage),
  anyStage('capital-curve', capitalCurveStage),
  anyStage('portfolio-test', portfolioTestStage),
  anyStage('training-set', trainingSetStage),
  anyStage('optimize', optimizeStage),
  anyStage('ml-backtest', mlBacktestStage),
  anyStage('robustness', robustnessStage),
  anyStage('iterate', iterateStage),
]
