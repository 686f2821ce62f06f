import { mean } from '../../stats/mean.ts'
import { HOUR_MS } from '../../time/durations.ts'
import { expectancy } from '../expectancy.ts'
import { profitFactor } from '../profitFactor.ts'
import { systemQualityNumber } from '../systemQualityNumber.ts'
import { winRate } from '../winRate.ts'
import type { AccountHistory } from './accountHistory.ts'
import type { ClosedTrades } from './closedTrades.ts'
import { figureOf, figureUnless } from './figure.ts'

const LEAST_TRADES_OF_SYSTEM_QUALITY = 30

/** Figures of the closed trades, net of costs. */
export function tradeFigures(trades: ClosedTrades, account: Pick<AccountHistory, 'timeMs' | 'fromBar'>) {
  const count = trades.profit.length
  const none = [count === 0 ? 'No trade was closed.' : null]
  const few =
    count < LEAST_TRADES_OF_SYSTEM_QUALITY
      ? `Only ${count} closed trades; it is shown from ${LEAST_TRADES_OF_SYSTEM_QUALITY} on.`
      : null
  const heldBars = trades.exitBar.map((bar, row) => bar - trades.entryBar[row]!)
  const heldHours = heldBars.map((_, row) => heldMs(trades, account, row) / HOUR_MS)
  const { profit, returns } = trades
  return {
    tradeCount: figureOf(count, ''),
    winRate: figureUnless(none, () => winRate(profit), 'Every trade ended at exactly 0.'),
    profitFactor: figureUnless(none, () => profitFactor(profit), 'No trade lost: there is nothing to divide by.'),
    expectancy: figureUnless(none, () => expectancy(profit), 'The profits are not finite.'),
    tradeReturn: figureUnless(none, () => expectancy(returns), 'A trade began without equity.'),
    systemQuality: figureUnless([...none, few], () => systemQualityNumber(returns), 'All trades returned the same.'),
    averageHoldingBars: figureUnless(none, () => mean(heldBars), 'A trade has no bars.'),
    averageHoldingHours: figureUnless(none, () => mean(heldHours), 'A trade has no bars.'),
  }
}

function heldMs(trades: ClosedTrades, { timeMs, fromBar }: Pick<AccountHistory, 'timeMs' | 'fromBar'>, row: number) {
  return timeMs[trades.exitBar[row]! - fromBar]! - timeMs[trades.entryBar[row]! - fromBar]!
}
