import type { DayClock } from '../backtest/dayClock.ts'
import { simulateAccount } from '../backtest/simulateAccount.ts'
import type { TradeList } from '../backtest/tradeList.ts'
import { averageMonthlyProfit } from '../metrics/averageMonthlyProfit.ts'
import { calmar } from '../metrics/calmar.ts'
import { LEAST_DAYS_OF_A_YEAR } from '../metrics/leastDaysOfAYear.ts'
import { maxDrawdown } from '../metrics/maxDrawdown.ts'
import { monthlyProfits } from '../metrics/monthlyProfit.ts'
import { sharpe } from '../metrics/sharpe.ts'
import { mean } from '../stats/mean.ts'
import type { TradePlan } from './trading/planTrades.ts'
import type { PlayedTrade } from './trading/playedTrades.ts'
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
  /** Null under a year: it would be an extrapolation. */
  readonly calmar: number | null
  readonly avgMonthlyProfit: number | null
  readonly monthStartMs: readonly number[]
  readonly monthProfit: readonly number[]
  /** Days of the complete calendar months, in order. */
  readonly wholeMonthDayCounts: readonly number[]
}

/**
 * Trades as plain columns for files and pictures, by the fills that made the account. Times are the decision bar's start and the exit bar's start, UTC milliseconds; `weight` is the
 * notional at the market's prices over the equity at the entry, `grossReturn` a fraction of that notional before costs, `netReturn` = `profit` / that equity, after costs.
 */
export type TradeTable = {
  readonly decisionMs: readonly number[]
  readonly exitMs: readonly number[]
  readonly role: readonly number[]
  readonly direction: readonly number[]
  readonly weight: readonly number[]
  readonly grossReturn: readonly number[]
  readonly netReturn: readonly number[]
  /** Money, after costs. */
  readonly profit: readonly number[]
  readonly fold: readonly number[]
}

const CALENDAR_DAYS_PER_YEAR = 365

/**
 * The figures of an account with `equity` at the ends of the UTC days that hold bars [fromBar, toBar), annualised with P = 365 whatever the asset class, flat days included.
 * `netReturns`: of its trades, fractions of the equity that each was sized on.
 */
export function accountOf(
  { clock, config }: { readonly clock: DayClock; readonly config: { readonly startCapital: number } },
  equity: Float64Array,
  netReturns: readonly number[],
  fromBar: number,
): Account {
  const { startCapital } = config
  const fromDay = clock.dayOfBar[fromBar]!
  const dayStartMs = clock.dayStartMs.slice(fromDay, fromDay + equity.length)
  const returns = equity.map((value, day) => {
    const before = day === 0 ? startCapital : equity[day - 1]!
    return before > 0 ? value / before - 1 : 0
  })
  const months = monthlyProfits(dayStartMs, equity, startCapital)
  const endEquity = equity.at(-1) ?? startCapital
  const traded = netReturns.length > 0
  return {
    dayStartMs: [...dayStartMs],
    equity: [...equity],
    dayReturns: [...returns],
    startCapital,
    endEquity,
    profit: endEquity - startCapital,
    trades: netReturns.length,
    netExpectancy: traded ? mean(Float64Array.from(netReturns)) : null,
    sharpePerDay: traded ? sharpe(returns, 1) : null,
    sharpePerYear: traded ? sharpe(returns, CALENDAR_DAYS_PER_YEAR) : null,
    maxDrawdown: traded ? maxDrawdown(returns) : null,
    calmar: traded && returns.length >= LEAST_DAYS_OF_A_YEAR ? calmar(returns, CALENDAR_DAYS_PER_YEAR) : null,
    avgMonthlyProfit: averageMonthlyProfit(months),
    monthStartMs: [...months.monthStartMs],
    monthProfit: [...months.profit],
    wholeMonthDayCounts: [...months.dayCount.filter((_, month) => months.complete[month] === 1)],
  }
}

/** The account that `trades` make by their outcomes alone, as selection reads it, in bars [fromBar, toBar). What is reported is played by the vector engine. */
export function outcomeAccount(
  bench: Workbench,
  trades: TradeList,
  fromBar: number,
  toBar: number,
  costTimes = 1,
): Account {
  const { clock, columns, config } = bench
  const fromDay = clock.dayOfBar[fromBar]!
  const toDay = clock.dayOfBar[Math.max(fromBar, toBar - 1)]! + 1
  const whole = simulateAccount(columns, clock, trades, bench.terms(costTimes), config.startCapital)
  return accountOf(
    bench,
    whole.slice(fromDay + 1, toDay + 1),
    Array.from(trades.netReturn.subarray(0, trades.count)),
    fromBar,
  )
}

export function tradeTable(
  { columns }: Workbench,
  { candidates }: TradePlan,
  played: readonly PlayedTrade[],
): TradeTable {
  const { timeMs } = columns
  const { trades, foldOfTrade } = candidates
  return {
    decisionMs: played.map(({ at }) => timeMs[trades.decisionBar[at]!]!),
    exitMs: played.map(({ exitBar }) => timeMs[exitBar]!),
    role: played.map(({ at }) => trades.role[at]!),
    direction: played.map(({ at }) => trades.direction[at]!),
    weight: played.map(({ notional, equityBefore }) => notional / equityBefore),
    grossReturn: played.map(({ gross, notional }) => gross / notional),
    netReturn: played.map(({ profit, equityBefore }) => profit / equityBefore),
    profit: played.map(({ profit }) => profit),
    fold: played.map(({ at }) => foldOfTrade[at]!),
  }
}
