import type { Account, TradeTable } from '../account.ts'
import { accountOf, tradeTable } from '../account.ts'
import type { FoldChoice } from '../selection/stitchTrades.ts'
import type { TradeOptions, Workbench } from '../workbench.ts'
import type { Lanes } from './planTrades.ts'
import { planTrades } from './planTrades.ts'
import { playedTrades } from './playedTrades.ts'
import { equityOfDays, playTrades } from './playTrades.ts'

export type TradedAccount = { readonly account: Account; readonly trades: TradeTable }

export type TradedOptions = Pick<TradeOptions, 'shiftBars' | 'delayBars' | 'costTimes'> & { readonly lanes?: Lanes }

/** The account that trades each fold's choice in its test, in bars [fromBar, toBar), and its trades: both from the fills of one run of the vector engine. */
export function tradedAccount(
  bench: Workbench,
  choices: readonly FoldChoice[],
  fromBar: number,
  toBar: number,
  { lanes = 'one', costTimes = 1, ...moved }: TradedOptions = {},
): TradedAccount {
  const plan = planTrades(bench, choices, lanes, moved)
  const result = playTrades(bench, plan, plan.trades, fromBar, costTimes)
  const trades = tradeTable(bench, plan, playedTrades(result, plan.trades))
  const equity = equityOfDays(bench, result, fromBar, toBar)
  return { account: accountOf(bench, equity, trades.netReturn, fromBar), trades }
}
