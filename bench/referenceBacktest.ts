import type { TermColumns } from '../src/core/backtest/model/backtestRequest.ts'
import { NO_TERM_COLUMNS } from '../src/core/backtest/model/backtestRequest.ts'
import type { ExecutionTerms } from '../src/core/backtest/model/executionTerms.ts'
import { NO_COSTS } from '../src/core/backtest/model/executionTerms.ts'
import type { ExitTerms } from '../src/core/backtest/model/exitTerms.ts'
import { NO_EXITS } from '../src/core/backtest/model/exitTerms.ts'
import { NO_LIMITS } from '../src/core/risk/riskLimits.ts'
import { ALL_IN } from '../src/core/risk/sizingTerms.ts'

/** Fee 10 basis points of each fill's value, slippage 5. */
const EXECUTION: ExecutionTerms = {
  ...NO_COSTS,
  fee: { ...NO_COSTS.fee, bps: 10 },
  slippage: { ...NO_COSTS.slippage, bps: 5 },
}

export const REFERENCE_CASH = 1e6
export const HOUR_MS = 3_600_000
export const HOURS_A_YEAR = 8_760

export const STOPS: ExitTerms = {
  ...NO_EXITS,
  stop: { kind: 'fraction', size: 0.02 },
  target: { kind: 'fraction', size: 0.04 },
}

/** The terms of the works W1 and W2. */
export function referenceTerms(exits: ExitTerms) {
  const columns: readonly TermColumns[] = [NO_TERM_COLUMNS]
  return { columns, execution: [EXECUTION], exits, sizing: ALL_IN, limits: NO_LIMITS }
}
