import type { SharpeMoments } from '../../contract/sharpeMoments.ts'
import { calendar24x7 } from '../../time/calendar24x7.ts'
import { sharpeMoments } from '../sharpeMoments.ts'
import { accountFigures } from './accountFigures.ts'
import type { AccountHistory, BenchmarkHistory } from './accountHistory.ts'
import { benchmarkFigures } from './benchmarkFigures.ts'
import { closedTrades } from './closedTrades.ts'
import type { Figure } from './figure.ts'
import type { FigureKey } from './figureDefinitions.ts'
import { clockOf, type MetricClock } from './metricClock.ts'
import { periodAccount, returnsOfEquity } from './periodAccount.ts'
import { clockFigures, returnFigures } from './returnFigures.ts'
import { tradeFigures } from './tradeFigures.ts'

/** Keys of the figures that are also given on raw bars. */
export type BarFigureKey =
  | 'totalReturn'
  | 'annualReturn'
  | 'volatility'
  | 'sharpeRatio'
  | 'sortinoRatio'
  | 'maxDrawdown'

export type PerformanceSummary = {
  readonly clock: MetricClock['kind']
  readonly periodsPerYear: number
  readonly periods: number
  readonly firstMs: number
  readonly lastMs: number
  readonly bars: number
  /** Counted, not assumed: bars there were over the years of the clock. */
  readonly barsPerYear: number
  readonly benchmark: string | null
  /** Of the returns by UTC days, as the ledger counts those of all trials; null where no Sharpe ratio is shown. */
  readonly moments: SharpeMoments | null
  /** On the calendar clock. */
  readonly figures: Readonly<Record<FigureKey, Figure>>
  /** The same on raw bars: a deeper drawdown, and a Sharpe ratio that holds the dependence between bars. */
  readonly onBars: Readonly<Record<BarFigureKey, Figure>>
  readonly trades: {
    readonly closed: number
    readonly open: number
    readonly wins: number
    readonly losses: number
    readonly scratches: number
  }
  /** True where the longest drawdown had not recovered at the end. */
  readonly drawdownStillRunning: boolean
}

/**
 * Every figure of `FIGURES`, each with its value or with why it has none. Returns are on the calendar clock, days without a bar or a position included; risk-free
 * rate 0. RangeError for an account without bars, columns of different length, or a benchmark on other bars.
 */
export function performanceSummary(
  account: AccountHistory,
  clock: MetricClock,
  benchmark: BenchmarkHistory | null,
): PerformanceSummary {
  const { timeMs, equity, startCash } = account
  const daily = periodAccount(timeMs, equity, startCash, clock)
  const bars = timeMs.length
  const periods = daily.returns.length
  const barsPerYear = (bars * clock.periodsPerYear) / periods
  const span = { firstMs: timeMs[0]!, lastMs: timeMs[bars - 1]! }
  const trades = closedTrades(account.positions)
  const byDay = returnFigures(daily, span, startCash)
  const returnsOfBars = returnsOfEquity(equity, startCash)
  const onBars = clockFigures({ returns: returnsOfBars, periodsPerYear: barsPerYear }, span)
  const { profit, open, wins, losses, scratches } = trades
  return {
    clock: clock.kind,
    periodsPerYear: clock.periodsPerYear,
    periods,
    ...span,
    bars,
    barsPerYear,
    benchmark: benchmark?.name ?? null,
    moments: byDay.figures.sharpeRatio.value === null ? null : utcDayMoments(account),
    figures: {
      ...byDay.figures,
      ...benchmarkFigures(daily, timeMs, clock, benchmark),
      ...tradeFigures(trades, account),
      ...accountFigures(account, daily),
    },
    onBars,
    trades: { closed: profit.length, open, wins, losses, scratches },
    drawdownStillRunning: byDay.drawdownStillRunning,
  }
}

function utcDayMoments({ timeMs, equity, startCash }: AccountHistory): SharpeMoments | null {
  return sharpeMoments(periodAccount(timeMs, equity, startCash, clockOf([calendar24x7])).returns)
}
