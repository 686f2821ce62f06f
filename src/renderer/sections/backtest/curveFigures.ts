import type { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { CurveShape } from '../../../core/contract/workbench/stageShapesBacktest.ts'
import { cagr } from '../../../core/metrics/cagr.ts'
import { conditionalValueAtRisk } from '../../../core/metrics/conditionalValueAtRisk.ts'
import { dailyExposure } from '../../../core/metrics/dailyExposure.ts'
import { LEAST_DAYS_OF_A_YEAR } from '../../../core/metrics/leastDaysOfAYear.ts'
import { profitFactor } from '../../../core/metrics/profitFactor.ts'
import { sortino } from '../../../core/metrics/sortino.ts'
import { ulcer } from '../../../core/metrics/ulcer.ts'
import { valueAtRisk } from '../../../core/metrics/valueAtRisk.ts'
import { winRate } from '../../../core/metrics/winRate.ts'

export type CurveFigure = {
  readonly definition: keyof typeof DEFINITIONS
  readonly kind: 'money' | 'percent' | 'ratio' | 'count'
  readonly value: number | null
  readonly digits: number
  readonly signed: boolean
  /** Said where there is no value. */
  readonly why: string
}

const DAYS_PER_YEAR = 365
const TAIL = 0.05
const NO_TRADES = 'There is no trade in the tests.'
const NOT_KEPT = 'The run kept no number here: it could not be stood behind.'

/** The figures of a curve in the order they are read. What needs a trade is not known without one. */
export function curveFigures({ account, trades }: CurveShape): readonly CurveFigure[] {
  const returns = Float64Array.from(account.dayReturns)
  const net = Float64Array.from(trades.netReturn)
  const traded = account.trades > 0
  const whole = account.dayReturns.length >= LEAST_DAYS_OF_A_YEAR
  const noYear = `Under a year of tests (${returns.length} days): not extrapolated.`
  const need = (value: number | null, otherwise: string) => ({
    value: traded ? value : null,
    why: traded ? otherwise : NO_TRADES,
  })
  const percent = { kind: 'percent', digits: 2, signed: false } as const
  const signedPercent = { ...percent, signed: true } as const
  const ratio = { kind: 'ratio', digits: 2, signed: false } as const
  const money = { kind: 'money', digits: 0, signed: true } as const
  const noFall = 'Equity never fell below a peak: there is no drawdown to divide by.'
  const noLoss = 'Nothing in it lost, so the ratio has nothing to divide by.'
  return [
    { definition: 'profit', ...money, value: account.profit, why: NOT_KEPT },
    {
      definition: 'totalReturn',
      ...signedPercent,
      value: account.profit === null ? null : account.profit / account.startCapital,
      why: NOT_KEPT,
    },
    {
      definition: 'cagr',
      ...signedPercent,
      ...need(whole ? cagr(returns, DAYS_PER_YEAR) : null, noYear),
    },
    {
      definition: 'avgMonthlyProfit',
      ...money,
      ...need(account.avgMonthlyProfit, 'No calendar month lies wholly in the tests.'),
    },
    { definition: 'sharpe', ...ratio, ...need(account.sharpePerYear, 'The daily returns have no spread.') },
    { definition: 'sortino', ...ratio, ...need(sortino(returns, DAYS_PER_YEAR), noLoss) },
    { definition: 'maxDrawdown', ...percent, ...need(account.maxDrawdown, NOT_KEPT) },
    { definition: 'calmar', ...ratio, ...need(whole ? account.calmar : null, whole ? noFall : noYear) },
    { definition: 'ulcer', ...percent, ...need(ulcer(returns), NOT_KEPT) },
    { definition: 'valueAtRisk', ...signedPercent, ...need(valueAtRisk(returns, TAIL), NOT_KEPT) },
    {
      definition: 'conditionalValueAtRisk',
      ...signedPercent,
      ...need(conditionalValueAtRisk(returns, TAIL), NOT_KEPT),
    },
    { definition: 'trades', kind: 'count', digits: 0, signed: false, value: account.trades, why: NOT_KEPT },
    { definition: 'winRate', ...percent, digits: 1, ...need(winRate(net), 'Every trade ended at exactly 0.') },
    { definition: 'profitFactor', ...ratio, ...need(profitFactor(net), noLoss) },
    { definition: 'netExpectancy', ...signedPercent, digits: 3, ...need(account.netExpectancy, NOT_KEPT) },
    {
      definition: 'exposure',
      ...percent,
      digits: 1,
      value: dailyExposure(trades, account.dayStartMs).share,
      why: NOT_KEPT,
    },
    { definition: 'positionSize', ...percent, digits: 1, ...need(average(trades.weight), NOT_KEPT) },
  ]
}

function average(values: readonly number[]): number | null {
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null
}
