import { compareTrades } from '../../../core/backtest/event/compareTrades.ts'
import type { BacktestRequest } from '../../../core/backtest/model/backtestRequest.ts'
import type { BacktestResult } from '../../../core/backtest/model/backtestResult.ts'
import { runBacktest } from '../../../core/backtest/runBacktest.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'

/** Bars over which both must trade alike. */
const DRY_RUN_BARS = 20_000

export type DryRun = { readonly bars: number; readonly fills: number }

/** The last bars of a backtest, from flat, through the path that executes: it must trade what was tested. Error: `dry-run-differs`. */
export function dryRun(
  request: BacktestRequest,
  execute: (request: BacktestRequest) => BacktestResult,
): Outcome<DryRun> {
  const fromBar = Math.max(request.fromBar, request.toBar - DRY_RUN_BARS)
  const last = { ...request, fromBar }
  const tested = runBacktest(last)
  const [first, ...more] = compareTrades(tested, execute(last))
  if (first === undefined) return success({ bars: request.toBar - fromBar, fills: tested.fills.count })
  return failure(
    'dry-run-differs',
    `What executes trades otherwise: ${1 + more.length} differences, the first in ${first.field} of row ${first.row} of the ${first.list} (${first.first} and ${first.second}).`,
    'Both engines must agree: this is a fault; report it, and lock nothing.',
  )
}
