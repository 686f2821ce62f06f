import { DAY_MS } from '../../time/durations.ts'
import { annualVolatility } from '../annualVolatility.ts'
import { cagr } from '../cagr.ts'
import { calmar } from '../calmar.ts'
import { conditionalValueAtRisk } from '../conditionalValueAtRisk.ts'
import { LEAST_DAYS_OF_A_YEAR } from '../leastDaysOfAYear.ts'
import { longestDrawdown } from '../longestDrawdown.ts'
import { maxDrawdown } from '../maxDrawdown.ts'
import { omega } from '../omega.ts'
import { sharpe } from '../sharpe.ts'
import { sortino } from '../sortino.ts'
import { tailRatio } from '../tailRatio.ts'
import { totalReturn } from '../totalReturn.ts'
import { ulcer } from '../ulcer.ts'
import { valueAtRisk } from '../valueAtRisk.ts'
import type { Figure } from './figure.ts'
import { figureOf, figureUnless } from './figure.ts'
import type { PeriodAccount } from './periodAccount.ts'

/** From so many periods on is a ratio of them shown. */
const LEAST_PERIODS = 20
/** From so many on has a 5th percentile at least five values below it. */
const LEAST_PERIODS_OF_TAILS = 100

type Span = { readonly firstMs: number; readonly lastMs: number }

/** Why ratios of these returns are not shown, or null. */
export function whyNoRatio(returns: Float64Array): string | null {
  if (returns.every((value) => value === 0)) return 'Equity never moved: nothing was held.'
  if (returns.length < LEAST_PERIODS) return `Only ${returns.length} periods; it is shown from ${LEAST_PERIODS} on.`
  return null
}

function whyNotAnnual({ firstMs, lastMs }: Span): string | null {
  const days = Math.round((lastMs - firstMs) / DAY_MS) + 1
  return days < LEAST_DAYS_OF_A_YEAR
    ? `The test spans ${days} days: under a year (${LEAST_DAYS_OF_A_YEAR} days) a yearly growth would be an extrapolation.`
    : null
}

function whyNoTails(returns: Float64Array): string | null {
  return returns.length < LEAST_PERIODS_OF_TAILS
    ? `Only ${returns.length} periods; the tails are shown from ${LEAST_PERIODS_OF_TAILS} on.`
    : null
}

/** What makes sense on any clock: days and raw bars alike. */
export function clockFigures(
  { returns, periodsPerYear }: Pick<PeriodAccount, 'returns' | 'periodsPerYear'>,
  span: Span,
) {
  const ratio = [whyNoRatio(returns)]
  return {
    totalReturn: figureOf(totalReturn(returns), 'The returns are not finite.'),
    annualReturn: figureUnless(
      [whyNotAnnual(span)],
      () => cagr(returns, periodsPerYear),
      'The growth is too large to be put on a year.',
      periodsPerYear,
    ),
    volatility: figureUnless(
      ratio,
      () => annualVolatility(returns, periodsPerYear),
      'Too few periods.',
      periodsPerYear,
    ),
    sharpeRatio: figureUnless(
      ratio,
      () => sharpe(returns, periodsPerYear),
      'The returns are constant: they have no spread to divide by.',
      periodsPerYear,
    ),
    sortinoRatio: figureUnless(
      ratio,
      () => sortino(returns, periodsPerYear),
      'No period lost: there is no downside to divide by.',
      periodsPerYear,
    ),
    maxDrawdown: figureOf(maxDrawdown(returns), 'There are no periods.'),
  }
}

function drawdownFigures({ startMs, equity }: PeriodAccount, startCash: number) {
  const endMs = startMs.map((value) => value + DAY_MS)
  const longest = longestDrawdown(endMs, equity, startMs[0]!, startCash)
  return {
    drawdownStillRunning: longest !== null && longest.recoveredMs === null,
    maxDrawdownDays: figureOf(longest === null ? 0 : Math.round(longest.lengthMs / DAY_MS), 'There are no periods.'),
  }
}

/** Figures of the returns by day. */
export function returnFigures(account: PeriodAccount, span: Span, startCash: number) {
  const { returns, periodsPerYear } = account
  const { drawdownStillRunning, maxDrawdownDays } = drawdownFigures(account, startCash)
  const ratio = [whyNoRatio(returns)]
  const tails = [...ratio, whyNoTails(returns)]
  const figures = {
    ...clockFigures(account, span),
    calmarRatio: figureUnless(
      [...ratio, whyNotAnnual(span)],
      () => calmar(returns, periodsPerYear),
      'Equity never fell below a peak: there is no drawdown to divide by.',
      periodsPerYear,
    ),
    maxDrawdownDays,
    ulcerIndex: figureOf(ulcer(returns), 'There are no periods.'),
    omegaRatio: figureUnless(ratio, () => omega(returns), 'No period lost: there is nothing to divide by.'),
    tailRatio: figureUnless(tails, () => tailRatio(returns), 'The 5th percentile is 0: there is nothing to divide by.'),
    valueAtRisk: figureUnless(tails, () => valueAtRisk(returns, 0.05), 'There are no periods.'),
    conditionalValueAtRisk: figureUnless(tails, () => conditionalValueAtRisk(returns, 0.05), 'There are no periods.'),
  } satisfies Record<string, Figure>
  return { figures, drawdownStillRunning }
}
