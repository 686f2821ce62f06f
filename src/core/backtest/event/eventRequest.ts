import type { MarketColumns } from '../../market/marketColumns.ts'
import type { RiskLimits } from '../../risk/riskLimits.ts'
import type { SizingTerms } from '../../risk/sizingTerms.ts'
import type { FinerBars, TermColumns } from '../model/backtestRequest.ts'
import type { BacktestResult } from '../model/backtestResult.ts'
import type { ExecutionTerms } from '../model/executionTerms.ts'
import type { AccountEvent } from './accountEvent.ts'
import type { OrderView } from './orderTypes.ts'

/** The account and the market that a strategy trades in: a backtest request without its decisions. `accountEvents` ascend in time. */
export type EventOptions = {
  readonly columns: readonly TermColumns[]
  readonly execution: readonly ExecutionTerms[]
  readonly sizing: SizingTerms
  readonly limits: RiskLimits
  readonly startCash: number
  readonly fromBar: number
  readonly toBar: number
  readonly finer?: FinerBars
  readonly accountEvents: readonly AccountEvent[]
}

export type EventSetting = EventOptions & { readonly market: MarketColumns }

/** `dividends` is the money received less the money paid; it is part of the positions' financing, as a negative cost. */
export type EventResult = BacktestResult & { readonly orders: readonly OrderView[]; readonly dividends: number }
