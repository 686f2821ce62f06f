import type { BacktestRequest } from '../model/backtestRequest.ts'
import type { BacktestResult } from '../model/backtestResult.ts'
import { agreeingStrategy } from './agreeingStrategy.ts'
import { runEvents } from './runEvents.ts'
import type { Strategy } from './strategy.ts'

/** A request through the event engine instead of the vector engine; `strategy` decides, where it is given, in place of the request's own decisions. */
export function runByEvents(request: BacktestRequest, strategy: Strategy = agreeingStrategy(request)): BacktestResult {
  const { columns, execution, sizing, limits, startCash, fromBar, toBar, finer } = request
  const bare = { columns, execution, sizing, limits, startCash, fromBar, toBar, accountEvents: [] }
  return runEvents(request.market, strategy, finer === undefined ? bare : { ...bare, finer })
}
