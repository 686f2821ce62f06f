import { normalCdf } from '../../stats/normalCdf.ts'
import { normalQuantile } from '../../stats/normalQuantile.ts'
import { expectedMaximumSharpe } from '../expectedMaximumSharpe.ts'
import { sharpeVariance } from '../sharpeVariance.ts'

/** All ratios per period, as in PSR and DSR. */
export type PowerTerms = {
  readonly periods: number
  /** All that are made on these data, this search included. */
  readonly trials: number
  /** Of their ratios; 1 / periods unless said otherwise, which is that of independent trials without skill (Lo 2002). */
  readonly varianceAcrossTrials?: number
  /** The deflated Sharpe probability that is asked for; 0.95 unless said otherwise. */
  readonly confidence?: number
  /** Of the returns; a normal one unless said otherwise (0 and 3, NON-EXCESS). */
  readonly skewness?: number
  readonly kurtosis?: number
}

/** Ratios per period beyond this are not looked for. */
const MOST_SHARPE = 10
const STEPS = 200

/**
 * The least observed Sharpe ratio whose deflated probability reaches `confidence` (2012 form: PSR against the expected best of `trials`). Infinity where none does.
 * RangeError for fewer than 2 periods.
 */
export function deflatedBar(terms: PowerTerms): number {
  const { periods, trials, varianceAcrossTrials = 1 / periods, confidence = 0.95 } = terms
  if (!(periods >= 2)) throw new RangeError(`There are at least 2 periods, got ${periods}`)
  const byLuck = expectedMaximumSharpe(trials, varianceAcrossTrials)
  const quantile = normalQuantile(confidence)
  return leastAbove((ratio) => (ratio - byLuck) / deviation(ratio, terms) >= quantile)
}

/** Probability that a strategy whose true Sharpe ratio is this is observed with one that passes `deflatedBar`; the estimate is normal around it (Lo 2002; Mertens 2002). */
export function powerOfSharpe(trueSharpe: number, terms: PowerTerms): number {
  return powerAt(trueSharpe, deflatedBar(terms), terms)
}

/**
 * The least true Sharpe ratio that would pass the deflated bar with probability `power` (0.8 unless said otherwise): what can be found at all with so much data and so many trials.
 * Infinity where none would.
 */
export function detectableSharpe(terms: PowerTerms, power = 0.8): number {
  const bar = deflatedBar(terms)
  return Number.isFinite(bar) ? leastAbove((ratio) => powerAt(ratio, bar, terms) >= power) : bar
}

const MOST_PERIODS = 1e7

/** Periods before a true Sharpe ratio would pass with that power; null where 10,000,000 are not enough. */
export function periodsToDetect(trueSharpe: number, terms: Omit<PowerTerms, 'periods'>, power = 0.8): number | null {
  const isEnough = (periods: number) => powerOfSharpe(trueSharpe, { ...terms, periods }) >= power
  if (!(trueSharpe > 0) || !isEnough(MOST_PERIODS)) return null
  let low = 1
  let high = MOST_PERIODS
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (isEnough(middle)) high = middle
    else low = middle
  }
  return high
}

function powerAt(trueSharpe: number, bar: number, terms: PowerTerms): number {
  return normalCdf((trueSharpe - bar) / deviation(trueSharpe, terms))
}

function deviation(ratio: number, { periods, skewness = 0, kurtosis = 3 }: PowerTerms): number {
  return Math.sqrt(Math.max(0, sharpeVariance(ratio, { skewness, kurtosis })) / (periods - 1))
}

/** The least ratio from 0 on that passes, which all greater ones do. */
function leastAbove(passes: (ratio: number) => boolean): number {
  if (!passes(MOST_SHARPE)) return Number.POSITIVE_INFINITY
  if (passes(0)) return 0
  let low = 0
  let high = MOST_SHARPE
  for (let step = 0; step < STEPS && high - low > Number.EPSILON * high; step++) {
    const middle = (low + high) / 2
    if (passes(middle)) high = middle
    else low = middle
  }
  return high
}
