import { CONFIGURATION_FIGURES } from '../../../core/backtest/sweep/configurationBlock.ts'
import type { FigureTerms } from '../../../core/backtest/sweep/objective.ts'
import { daySharpe } from '../../../core/backtest/sweep/objective.ts'
import type { MetricClock } from '../../../core/metrics/performance/metricClock.ts'
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
