import type { JsonValue } from '../contract/jsonValue.ts'
import type { UnitRunner } from '../contract/unitRunner.ts'
import type { PairColumns } from '../market/pairColumns.ts'
import type { Outcome } from '../outcome/outcome.ts'
import { answerQuestion, type ExploreAnswers } from './explore/answerQuestion.ts'
import type { ExploreQuestion } from './explore/exploreQuestion.ts'
import type { PairConfig } from './pairConfig.ts'
import { PAIR_STAGES } from './pairPipeline.ts'
import { planFolds } from './selection/foldPlan.ts'
import { createWorkbench } from './workbench.ts'

/** What every worker of a run is given once. `columns` holds development bars only, over shared memory. */
export type RunPayload = { readonly columns: PairColumns; readonly config: PairConfig; readonly seed: number }

/** A unit of a stage as it crosses threads. */
export type StageUnit = { readonly stage: string; readonly unit: JsonValue }

/** A question about single events and trades as it crosses threads. */
export type ExploreUnit = { readonly explore: ExploreQuestion }

/** The answer of `createUnitRunner` to a question of that kind, with its type back. */
export function exploreAnswer<Kind extends ExploreQuestion['kind']>(
  _kind: Kind,
  result: JsonValue,
): Outcome<ExploreAnswers[Kind]> {
  return result as unknown as Outcome<ExploreAnswers[Kind]>
}

/** Runs units of any computing stage, and questions, on one workbench, kept as long as the worker lives. Throws where no folds can be laid out: `prepare` has checked that. */
export function createUnitRunner(payload: unknown): UnitRunner {
  const { columns, config, seed } = payload as RunPayload
  const bench = createWorkbench(columns, config, seed)
  const plan = planFolds(config, columns.timeMs.length)
  if (!plan.ok) throw new Error(plan.trouble.message)
  return (request, beat) => {
    const order = request as StageUnit | ExploreUnit
    if ('explore' in order) return answerQuestion(bench, plan.value, order.explore, beat) as unknown as JsonValue
    const { stage: name, unit } = order
    const stage = PAIR_STAGES.find((candidate) => candidate.name === name)
    if (stage === undefined) throw new Error(`No stage is named ${name}`)
    return stage.runUnit(bench, plan.value, unit, beat)
  }
}
