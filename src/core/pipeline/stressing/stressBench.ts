import type { BacktestRequest } from '../../backtest/model/backtestRequest.ts'
import type { BacktestResult } from '../../backtest/model/backtestResult.ts'
import { runBacktest } from '../../backtest/runBacktest.ts'
import { type Holding, holdingsOf } from './placeboRequests.ts'
import { stressedRequest } from './stressedRequest.ts'
import type { StressTask } from './stressTask.ts'

/** The backtest itself, run once for all units of a worker. */
export type StressBench = {
  readonly task: StressTask
  readonly request: BacktestRequest
  readonly result: BacktestResult
  readonly holdings: readonly (readonly Holding[])[]
}

export function createStressBench(task: StressTask): StressBench {
  const request = stressedRequest(task)
  if (!request.ok) throw new Error(`A stored backtest is refused: ${request.trouble.message}`)
  const result = runBacktest(request.value)
  return { task, request: request.value, result, holdings: holdingsOf(request.value, result) }
}
