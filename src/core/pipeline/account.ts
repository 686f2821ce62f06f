import { dayReturns, simulateAccount } from '../backtest/simulateAccount.ts'
import type { TradeList } from '../backtest/tradeList.ts'
import { averageMonthlyProfit } from '../metrics/averageMonthlyProfit.ts'
import { calmar } from '../metrics/calmar.ts'
import { maxDrawdown } from '../metrics/maxDrawdown.ts'
import { monthlyProfits } from '../metrics/monthlyProfit.ts'
import { sharpe } from '../metrics/sharpe.ts'
import type { StitchedTrades } from './selection/stitchTrades.ts'
import type { Workbench } from './workbench.ts'

/** A simulated account over the UTC days of a span, as plain data. Money in the quote currency; ratios as fractions; null where a number cannot be stood behind. */
export type Account = {
  readonly dayStartMs: readonly number[]
  readonly equity: readonly number[]
  readonly dayReturns: readonly number[]
  readonly startCapital: number
  readonly endEquity: number
  readonly profit: number
  readonly trades: number
  readonly netExpectancy: number | null
  readonly sharpePerDay: number | null
  readonly sharpePerYear: number | null
  readonly maxDrawdown: number | null
  readonly calmar: number | null
  readonly avgMonthlyProfit: number | null
  readonly monthStartMs: readonly number[]
  readonly monthProfit: readonly number[]
  /** Days of the complete calendar months, in order. */
  readonly wholeMonthDayCounts: readonly number[]
}

/** Trades as plain columns for files and pictures. Times are the decision bar's start and the exit bar's start, UTC milliseconds. */
export type TradeTable = {
  readonly decisionMs: readonly number[]
  readonly exitMs: readonly number[]
  readonly role: readonly number[]
  readonly direction: readonly number[]
  readonly weight: readonly number[]
  readonly grossReturn: readonly number[]
  readonly netReturn: readonly number[]
  readonly fold: readonly number[]
}

const CALENDAR_DAYS_PER_YEAR = 365

/** The account that makes `trades` in bars [fromBar, toBar); days are UTC days, annualised with P = 365 whatever the asset class, flat days included. */
export function accountOf(bench: Workbench, trades: TradeList, fromBar: number, toBar: number, costTimes = 1): Account {
  const { clock, columns, config } = bench
  const fromDay = clock.dayOfBar[fromBar]!
  const toDay = clock.dayOfBar[Math.max(fromBar, toBar - 1)]! + 1
  const whole = simulateAccount(columns, clock, trades, bench.terms(costTimes), config.startCapital)
  const returns = dayReturns(whole, fromDay, toDay)
  const dayStartMs = clock.dayStartMs.slice(fromDay, toDay)
  const equity = whole.slice(fromDay + 1, toDay + 1)
  const months = monthlyProfits(dayStartMs, equity, config.startCapital)
  const endEquity = equity.at(-1) ?? config.startCapital
  let net = 0
  for (let i = 0; i < trades.count; i++) net += trades.netReturn[i]!
  const traded = trades.count > 0
  return {
    dayStartMs: [...dayStartMs],
    equity: [...equity],
    dayReturns: [...returns],
    startCapital: config.startCapital,
    endEquity,
    profit: endEquity - config.startCapital,
    trades: trades.count,
    netExpectancy: traded ? net / trades.count : null,
    sharpePerDay: traded ? sharpe(returns, 1) : null,
    sharpePerYear: traded ? sharpe(returns, CALENDAR_DAYS_PER_YEAR) : null,
    maxDrawdown: traded ? maxDrawdown(returns) : null,
    calmar: traded ? calmar(returns, CALENDAR_DAYS_PER_YEAR) : null,
    avgMonthlyProfit: averageMonthlyProfit(months),
    monthStartMs: [...months.monthStartMs],
    monthProfit: [...months.profit],
    wholeMonthDayCounts: [...months.dayCount.filter((_, month) => months.complete[month] === 1)],
  }
}

export function tradeTable(bench: Workbench, stitched: StitchedTrades): TradeTable {
  const { trades, foldOfTrade } = stitched
  const { timeMs } = bench.columns
  const rows = Array.from({ length: trades.count }, (_, row) => row)
  return {
    decisionMs: rows.map((row) => timeMs[trades.decisionBar[row]!]!),
    exitMs: rows.map((row) => timeMs[trades.exitBar[row]!]!),
    role: rows.map((row) => trades.role[row]!),
    direction: rows.map((row) => trades.direction[row]!),
    weight: rows.map((row) => trades.weight[row]!),
    grossReturn: rows.map((row) => trades.grossReturn[row]!),
    netReturn: rows.map((row) => trades.netReturn[row]!),
    fold: [...foldOfTrade],
  }
}
