import { mean } from '../../stats/mean.ts'
import type { CostFigures } from '../costFigures.ts'
import { costFigures } from '../costFigures.ts'
import type { AccountHistory } from './accountHistory.ts'
import { figureOf, figureUnless } from './figure.ts'
import type { PeriodAccount } from './periodAccount.ts'

/** Shares of the bars and of equity, and what trading cost. */
export function accountFigures(account: AccountHistory, daily: PeriodAccount) {
  const { equity, gross } = account
  const held = gross.filter((value) => value > 0).length
  const shares = gross.map((value, bar) => (value === 0 ? 0 : value / equity[bar]!))
  const costs = costFigures(account.fills, account.financing)
  return {
    exposure: figureOf(held / gross.length, 'There are no bars.'),
    grossExposure: figureUnless(
      [equity.every((value) => value > 0) ? null : 'The account was ruined.'],
      () => mean(shares),
      'There are no bars.',
    ),
    turnover: figureOf(
      (costs.tradedValue * daily.periodsPerYear) / daily.returns.length / mean(daily.equity),
      'The mean equity is 0.',
      daily.periodsPerYear,
    ),
    ...figuresOfCosts(costs, equity[equity.length - 1]! - account.startCash),
  }
}

/** `profit` is the account's, after all costs, open positions marked. */
function figuresOfCosts(costs: CostFigures, profit: number) {
  const beforeCosts = profit + costs.total
  const untraded = costs.tradedValue > 0 ? null : 'Nothing was traded.'
  const losing = beforeCosts > 0 ? null : 'It loses before costs: no cost is low enough.'
  const perValue = (money: number) => (money / costs.tradedValue) * 10_000
  return {
    costs: figureOf(costs.total, 'The costs are not finite.'),
    costShareOfGross: figureUnless([untraded, losing], () => costs.total / beforeCosts, 'There is no profit.'),
    costPaidBps: figureUnless([untraded], () => perValue(costs.total), 'Nothing was traded.'),
    breakEvenCostBps: figureUnless([untraded, losing], () => perValue(beforeCosts), 'Nothing was traded.'),
  }
}
