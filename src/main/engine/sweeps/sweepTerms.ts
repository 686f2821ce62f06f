import { CONFIGURATION_FIGURES } from '../../../core/backtest/sweep/configurationBlock.ts'
import type { FigureTerms, SweepConstraint, SweepFigure } from '../../../core/backtest/sweep/objective.ts'
import { daySharpe, figureOfRow } from '../../../core/backtest/sweep/objective.ts'
import { LEAST_DAYS_OF_A_YEAR } from '../../../core/metrics/leastDaysOfAYear.ts'
import type { MetricClock } from '../../../core/metrics/performance/metricClock.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { DAY_MS } from '../../../core/time/durations.ts'
import type { PreparedBacktest } from '../backtests/prepareBacktest.ts'

/** The place of each bar's period among those of the clock. */
export function periodOfBars(clock: MetricClock, timeMs: Float64Array): Int32Array {
  const starts = clock.periodStarts(timeMs[0]!, timeMs[timeMs.length - 1]!)
  const places = new Int32Array(timeMs.length)
  let place = 0
  for (let bar = 0; bar < places.length; bar++) {
    while (place + 1 < starts.length && starts[place + 1]! <= timeMs[bar]!) place++
    places[bar] = place
  }
  return places
}

/** How the figures of bars [fromBar, toBar) are put on a year. */
export function figureTerms(
  { request }: PreparedBacktest,
  { periodsPerYear }: MetricClock,
  dayOf: Int32Array,
  fromBar: number,
  toBar: number,
): FigureTerms & { readonly utcDays: number } {
  const { timeMs } = request.market
  return {
    startCash: request.startCash,
    days: dayOf[toBar - 1]! - dayOf[fromBar]! + 1,
    daysPerYear: periodsPerYear,
    utcDays: Math.floor(timeMs[toBar - 1]! / DAY_MS) - Math.floor(timeMs[fromBar]! / DAY_MS) + 1,
  }
}

const MEAN = CONFIGURATION_FIGURES.indexOf('dayMean')
const DEVIATION = CONFIGURATION_FIGURES.indexOf('dayDeviation')

/**
 * Sharpe ratio per UTC day, as all trials of the ledger have it: the days of an exchange are spread over the UTC days of the span, those between have the return 0.
 * A session that goes over midnight counts as one day. NaN without a spread.
 */
export function utcDaySharpe(
  figures: Float64Array,
  at: number,
  { days, utcDays }: { readonly days: number; readonly utcDays: number },
): number {
  const perDay = daySharpe(figures, at)
  if (days === utcDays || Number.isNaN(perDay)) return perDay
  const mean = figures[at + MEAN]!
  const deviation = figures[at + DEVIATION]!
  const squares = deviation * deviation * (days - 1) + days * mean * mean
  const spreadMean = (mean * days) / utcDays
  const variance = (squares - utcDays * spreadMean * spreadMean) / (utcDays - 1)
  return variance > 0 ? spreadMean / Math.sqrt(variance) : Number.NaN
}

const YEARLY: readonly SweepFigure[] = ['annual_return', 'calmar_ratio']

/** A figure as it is shown: what is put on a year is none (NaN) under a year, though a training part of walk-forward is ranked by it. */
export function shownFigure(figure: SweepFigure, figures: Float64Array, at: number, terms: FigureTerms): number {
  const isShort = terms.days * 365 < LEAST_DAYS_OF_A_YEAR * terms.daysPerYear
  return isShort && YEARLY.includes(figure) ? Number.NaN : figureOfRow(figure, figures, at, terms)
}

/** Whether a sweep from `firstMs` to `lastMs` (starts of bars) may ask for such figures. Error: `under-a-year`. */
export function checkYearly(
  asked: readonly Pick<SweepConstraint, 'figure'>[],
  firstMs: number,
  lastMs: number,
): Outcome<void> {
  const days = Math.round((lastMs - firstMs) / DAY_MS) + 1
  const yearly = asked.find(({ figure }) => YEARLY.includes(figure))
  if (yearly === undefined || days >= LEAST_DAYS_OF_A_YEAR) return success(undefined)
  return failure(
    'under-a-year',
    `The sweep spans ${days} days: under a year (${LEAST_DAYS_OF_A_YEAR} days) ${yearly.figure} would be an extrapolation.`,
    'Take total_return, with a constraint on max_drawdown, or sweep over a longer span.',
  )
}
