import type { BacktestRequest } from '../../backtest/model/backtestRequest.ts'
import { NO_TERM_COLUMNS } from '../../backtest/model/backtestRequest.ts'
import type { PlannedTrade } from '../../backtest/model/decisions.ts'
import type { ExecutionTerms } from '../../backtest/model/executionTerms.ts'
import { NO_COSTS } from '../../backtest/model/executionTerms.ts'
import { NO_EXITS } from '../../backtest/model/exitTerms.ts'
import type { Costs } from '../../market/instrument.ts'
import { NO_LIMITS } from '../../risk/riskLimits.ts'
import { ALL_IN } from '../../risk/sizingTerms.ts'
import type { Workbench } from '../workbench.ts'
import type { TradePlan } from './planTrades.ts'

/** Every cost times `costTimes`; `leverage`: gross value at most this multiple of equity. */
function executionOf({ feeBps, slippageBps, borrowPerYear }: Costs, costTimes: number, leverage: number) {
  return {
    ...NO_COSTS,
    fee: { ...NO_COSTS.fee, bps: feeBps * costTimes },
    slippage: { ...NO_COSTS.slippage, bps: slippageBps * costTimes },
    borrowPerYear: borrowPerYear * costTimes,
    leverage,
  } satisfies ExecutionTerms
}

/** A backtest of `trades`, some or all of a plan's, from bar `fromBar` on: under the workspace's costs, gross value at most the maximum weight a lane. */
export function planRequest(
  { config }: Workbench,
  { market, legOf, laneOf }: TradePlan,
  trades: readonly PlannedTrade[],
  fromBar: number,
  costTimes: number,
): BacktestRequest {
  const { costs, sizing, startCapital } = config
  const leverage = sizing.maximumWeight * new Set(laneOf).size
  return {
    market,
    columns: market.instruments.map(() => NO_TERM_COLUMNS),
    decisions: { kind: 'planned', trades, laneOf },
    execution: legOf.map((leg) => executionOf(leg === 0 ? costs.primary : costs.secondary, costTimes, leverage)),
    exits: NO_EXITS,
    sizing: ALL_IN,
    limits: NO_LIMITS,
    startCash: startCapital,
    fromBar,
    toBar: market.timeMs.length,
  }
}
