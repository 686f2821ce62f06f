import { compileTerms, type TradedInstrument } from '../../backtest/compile/compileTerms.ts'
import { signalDecisions } from '../../backtest/compile/signalDecisions.ts'
import type { BacktestRequest } from '../../backtest/model/backtestRequest.ts'
import { checkRequest } from '../../backtest/model/checkRequest.ts'
import type { Decisions } from '../../backtest/model/decisions.ts'
import type { StrategyParameters } from '../../backtest/strategies/strategyDefinition.ts'
import { strategyOf } from '../../backtest/strategies/strategyRegistry.ts'
import type { BacktestSpec } from '../../contract/backtestSpec.ts'
import type { MarketColumns } from '../../market/marketColumns.ts'
import type { Outcome } from '../../outcome/outcome.ts'
import { success } from '../../outcome/outcome.ts'
import type { StressTask } from './stressTask.ts'

/** Bars in place of those of the task, with what belongs to each of them. */
export type StressMarket = {
  readonly market: MarketColumns
  readonly legs: readonly TradedInstrument[]
  readonly predictions: readonly Float64Array[] | null
}

/** What is put in place of the task's own. */
export type StressChange = {
  readonly spec?: BacktestSpec
  readonly parameters?: StrategyParameters
  readonly bars?: StressMarket
  /** Signals that are known already. */
  readonly decisions?: Decisions
}

/** What the strategy of a task decides on some bars under some parameters. Error: `unknown-strategy`. */
export function stressedDecisions(task: StressTask, change: StressChange = {}): Outcome<Decisions> {
  const strategy = strategyOf(task.strategyId)
  if (!strategy.ok) return strategy
  const { market, predictions } = change.bars ?? task
  const parameters = change.parameters ?? task.parameters
  return success(signalDecisions(market, strategy.value, parameters, task.spec.direction, predictions))
}

/**
 * The backtest of a task with something in it changed; without a change it is the backtest itself. Finer bars belong to the task's own bars, and are left out with others.
 * Errors: those of `compileTerms` and `checkRequest`.
 */
export function stressedRequest(task: StressTask, change: StressChange = {}): Outcome<BacktestRequest> {
  const { market, legs } = change.bars ?? task
  const decisions = change.decisions === undefined ? stressedDecisions(task, change) : success(change.decisions)
  if (!decisions.ok) return decisions
  const terms = compileTerms(change.spec ?? task.spec, legs)
  if (!terms.ok) return terms
  const { startCash, fromBar, toBar, finer } = task
  const plain = { ...terms.value, market, decisions: decisions.value, startCash, fromBar, toBar }
  const request = finer === null || change.bars !== undefined ? plain : { ...plain, finer }
  const checked = checkRequest(request)
  return checked.ok ? success(request) : checked
}
