import type { BacktestResult } from '../../backtest/model/backtestResult.ts'
import type { PlannedTrade } from '../../backtest/model/decisions.ts'
import { runBars } from '../../backtest/vector/runBars.ts'
import type { RunRoom } from '../../backtest/vector/runRoom.ts'
import type { Workbench } from '../workbench.ts'
import { planRequest } from './planRequest.ts'
import type { TradePlan } from './planTrades.ts'

/** What the vector engine makes of `planRequest`; null where there are no trades. `room`: see `runBars`. */
export function playTrades(
  bench: Workbench,
  plan: TradePlan,
  trades: readonly PlannedTrade[],
  fromBar: number,
  costTimes = 1,
  room: RunRoom | null = null,
): BacktestResult | null {
  return trades.length === 0 ? null : runBars(planRequest(bench, plan, trades, fromBar, costTimes), room)
}

/** Equity at the ends of the UTC days that hold bars [fromBar, toBar), of an account that began at `fromBar`. */
export function equityOfDays(
  { clock, config }: Workbench,
  result: BacktestResult | null,
  fromBar: number,
  toBar: number,
): Float64Array {
  const fromDay = clock.dayOfBar[fromBar]!
  const toDay = clock.dayOfBar[Math.max(fromBar, toBar - 1)]! + 1
  const equity = new Float64Array(toDay - fromDay)
  let last = config.startCapital
  for (let day = fromDay; day < toDay; day++) {
    const bar = clock.lastBarOfDay[day]!
    if (result !== null && bar >= fromBar) last = result.equity[bar - fromBar]!
    equity[day - fromDay] = last
  }
  return equity
}
