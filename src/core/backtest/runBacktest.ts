import type { BacktestRequest } from './model/backtestRequest.ts'
import type { BacktestResult } from './model/backtestResult.ts'
import { canRecordSegments, recordSegments } from './segments/recordSegments.ts'
import { runBars } from './vector/runBars.ts'

/** The vector engine: trade by trade where the request allows it, bar by bar where not, with one result (equity to rounding). */
export function runBacktest(request: BacktestRequest): BacktestResult {
  return canRecordSegments(request) ? recordSegments(request) : runBars(request)
}
