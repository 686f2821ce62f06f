import { expectedMaximumSharpe } from '../expectedMaximumSharpe.ts'

/**
 * Years of data that are needed before the best of `trials` independent trials without skill is expected to show no more than an annual Sharpe ratio of `annualSharpe`:
 * (E[max_N] / SR)^2, always below 2 ln N / SR^2 (Bailey, Borwein, Lopez de Prado & Zhu, Notices AMS 61(5), 2014). 0 for one trial. RangeError for a ratio that is not positive.
 */
export function minimumBacktestLength(trials: number, annualSharpe: number): number {
  if (!(annualSharpe > 0)) throw new RangeError(`A target is above 0, got ${annualSharpe}`)
  return (expectedMaximumSharpe(trials, 1) / annualSharpe) ** 2
}

const MOST_TRIALS = 1e15

/** The other way round: how many independent trials so many years bear before such a ratio is expected by luck; at most 1e15. */
export function mostTrialsFor(years: number, annualSharpe: number): number {
  let low = 1
  let high = MOST_TRIALS
  if (minimumBacktestLength(high, annualSharpe) <= years) return high
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (minimumBacktestLength(middle, annualSharpe) <= years) low = middle
    else high = middle
  }
  return low
}
