import type { BacktestRequest } from '../../backtest/model/backtestRequest.ts'
import type { BacktestResult } from '../../backtest/model/backtestResult.ts'
import { runBacktest } from '../../backtest/runBacktest.ts'
import type { StressFigures } from '../../contract/robustnessRecord.ts'
import { maxDrawdown } from '../../metrics/maxDrawdown.ts'
import type { PeriodAccount } from '../../metrics/performance/periodAccount.ts'
import { periodAccount } from '../../metrics/performance/periodAccount.ts'
import { sharpe } from '../../metrics/sharpe.ts'
import type { StressClock } from './stressTask.ts'

/** The account of a run by the periods of the book's clock. */
export function stressAccount(
  { market, fromBar, toBar, startCash }: BacktestRequest,
  { equity }: BacktestResult,
  { kind, periodsPerYear, startMs }: StressClock,
): PeriodAccount {
  const clock = { kind, periodsPerYear, periodStarts: () => startMs }
  return periodAccount(market.timeMs.subarray(fromBar, toBar), equity, startCash, clock)
}

export function figuresOf(request: BacktestRequest, result: BacktestResult, clock: StressClock): StressFigures {
  const { equity, gross, positions } = result
  const { returns, periodsPerYear } = stressAccount(request, result, clock)
  const profit = equity[equity.length - 1]! - request.startCash
  let held = 0
  for (const value of gross) if (value > 0) held++
  return {
    profit,
    totalReturn: profit / request.startCash,
    sharpe: sharpe(returns, periodsPerYear),
    maxDrawdown: maxDrawdown(returns) ?? 0,
    trades: positions.count,
    exposure: held / gross.length,
  }
}

/** Runs a request and looks at its figures. */
export function stressFigures(request: BacktestRequest, clock: StressClock): StressFigures {
  return figuresOf(request, runBacktest(request), clock)
}
