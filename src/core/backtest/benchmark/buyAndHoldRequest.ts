import { NO_LIMITS } from '../../risk/riskLimits.ts'
import { ALL_IN } from '../../risk/sizingTerms.ts'
import type { BacktestRequest } from '../model/backtestRequest.ts'
import { NO_TERM_COLUMNS } from '../model/backtestRequest.ts'
import { NO_COSTS } from '../model/executionTerms.ts'
import { NO_EXITS } from '../model/exitTerms.ts'

/** Target columns that ask for an equal share of every instrument once: at the close of its first bar from `fromBar` on that is there. */
function equalSharesOnce({ market, fromBar, toBar }: BacktestRequest): readonly Float64Array[] {
  const share = 1 / market.instruments.length
  return market.instruments.map(({ close }) => {
    const targets = new Float64Array(close.length).fill(Number.NaN)
    let bar = fromBar
    while (bar < toBar && Number.isNaN(close[bar]!)) bar += 1
    if (bar < toBar) targets[bar] = share
    return targets
  })
}

/**
 * The benchmark of a backtest: the same instruments, bars and start cash, bought in equal shares by the next open after the first close, and held to the end. Fees, spread and fixed slippage are paid once, and neither allowed hours nor a volatility that is not yet known keep it from buying; an
 * instrument that begins later is bought then, its share waiting in cash. Fills are next-open whatever the backtest's own, without impact, volume cap, whole units or leverage. Funding is paid, borrow is not: nothing is
 * short. What is held at the end is marked, not sold.
 */
export function buyAndHoldRequest(request: BacktestRequest): BacktestRequest {
  return {
    ...request,
    decisions: { kind: 'targets', instruments: equalSharesOnce(request) },
    columns: request.columns.map(({ fundingRate }) => ({ ...NO_TERM_COLUMNS, fundingRate })),
    execution: request.execution.map(({ fee, slippage, borrowPerYear, intrabar }) => ({
      ...NO_COSTS,
      fee,
      slippage: { ...slippage, volatilityTimes: 0 },
      borrowPerYear,
      intrabar,
    })),
    exits: NO_EXITS,
    sizing: ALL_IN,
    limits: NO_LIMITS,
  }
}
