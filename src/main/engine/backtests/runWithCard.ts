import { buyAndHoldRequest } from '../../../core/backtest/benchmark/buyAndHoldRequest.ts'
import {
  isOptimistic,
  oneBarLater,
  withCosts,
  withoutOptimism,
} from '../../../core/backtest/compile/stressedRequests.ts'
import type { TradeDifference } from '../../../core/backtest/event/compareTrades.ts'
import { compareTrades } from '../../../core/backtest/event/compareTrades.ts'
import { runByEvents } from '../../../core/backtest/event/runByEvents.ts'
import type { BacktestRequest } from '../../../core/backtest/model/backtestRequest.ts'
import type { BacktestResult } from '../../../core/backtest/model/backtestResult.ts'
import { runBacktest } from '../../../core/backtest/runBacktest.ts'
import type { BesideName } from '../../../core/contract/backtestRecord.ts'
import type { BacktestSpec } from '../../../core/contract/backtestSpec.ts'
import type { Beat } from '../../../core/job/beat.ts'
import type { BenchmarkHistory } from '../../../core/metrics/performance/accountHistory.ts'
import type { MetricClock } from '../../../core/metrics/performance/metricClock.ts'
import type { PerformanceSummary } from '../../../core/metrics/performance/performanceSummary.ts'
import { performanceSummary } from '../../../core/metrics/performance/performanceSummary.ts'

export type BesideRun = {
  readonly name: BesideName
  readonly profit: number
  readonly performance: PerformanceSummary
}

/** A run with everything that stands beside it. `differences` null: only one engine ran. */
export type CardedRun = {
  readonly result: BacktestResult
  readonly performance: PerformanceSummary
  readonly benchmark: BenchmarkHistory
  readonly beside: readonly BesideRun[]
  readonly differences: readonly TradeDifference[] | null
}

/** The run itself, and beside it: buy and hold, dearer costs, one bar later, and where fills are optimistic the run without that. */
export function runWithCard(
  request: BacktestRequest,
  engine: BacktestSpec['engine'],
  clock: MetricClock,
  beat: Beat,
): CardedRun {
  const wanted = besideRequests(request)
  beat(0, wanted.length + 2, 'the backtest')
  const result = engine === 'event' ? runByEvents(request) : runBacktest(request)
  const differences = engine === 'both' ? compareTrades(result, runByEvents(request)) : null
  beat(1, wanted.length + 2, 'buy and hold')
  const holding = runBacktest(buyAndHoldRequest(request))
  const benchmark = { name: 'buy and hold', startCash: request.startCash, equity: holding.equity }
  const summary = (made: BacktestResult) => performanceSummary(historyOf(request, made), clock, benchmark)
  const beside: BesideRun[] = [besideRun('buy-and-hold', holding, request, summary(holding))]
  for (const [index, { name, other }] of wanted.entries()) {
    beat(index + 2, wanted.length + 2, name)
    const made = runBacktest(other)
    beside.push(besideRun(name, made, request, summary(made)))
  }
  return { result, performance: summary(result), benchmark, beside, differences }
}

function besideRequests(
  request: BacktestRequest,
): readonly { readonly name: BesideName; readonly other: BacktestRequest }[] {
  const open = withoutOptimism(request)
  return [
    { name: 'costs-150', other: withCosts(request, 1.5) },
    { name: 'costs-200', other: withCosts(request, 2) },
    { name: 'one-bar-later', other: oneBarLater(request) },
    ...(isOptimistic(request)
      ? ([
          { name: 'next-open', other: open },
          { name: 'next-open-costs-150', other: withCosts(open, 1.5) },
          { name: 'next-open-costs-200', other: withCosts(open, 2) },
        ] as const)
      : []),
  ]
}

function historyOf({ market, fromBar, toBar, startCash }: BacktestRequest, result: BacktestResult) {
  const { equity, gross, positions, fills, financing } = result
  return {
    timeMs: market.timeMs.subarray(fromBar, toBar),
    fromBar,
    startCash,
    equity,
    gross,
    positions,
    fills,
    financing,
  }
}

function besideRun(
  name: BesideName,
  { equity }: BacktestResult,
  { startCash }: BacktestRequest,
  performance: PerformanceSummary,
): BesideRun {
  return { name, profit: equity[equity.length - 1]! - startCash, performance }
}
