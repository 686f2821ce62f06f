import { expectedMaximumSharpe } from '../expectedMaximumSharpe.ts'
import { detectableSharpe, periodsToDetect } from './detectableSharpe.ts'
import { minimumBacktestLength, mostTrialsFor } from './minimumBacktestLength.ts'

/** What could be found before anything is looked for. Ratios are annual, years of `periodsPerYear` periods. */
export type SearchPower = {
  readonly years: number
  readonly trials: number
  /** The deflated probability that is asked for, and the probability of passing it that is meant by "found". */
  readonly confidence: number
  readonly power: number
  /** Best Sharpe ratio that so many trials without skill are expected to show. */
  readonly expectedBest: number
  /** Least true Sharpe ratio that would be found. Null: none, with so few periods. */
  readonly detectable: number | null
  /** The true Sharpe ratio that one hopes for. */
  readonly target: number
  /** Years before it would be found among so many trials; null: not in 10,000,000 periods. */
  readonly yearsForTarget: number | null
  /** Years before luck alone is expected to show no more than it. */
  readonly yearsAgainstLuck: number
  /** Independent trials that the years at hand bear before luck alone is expected to show it. */
  readonly trialsForTarget: number
}

export type SearchPowerInput = {
  readonly periods: number
  readonly trials: number
  readonly periodsPerYear: number
  readonly target: number
}

const CONFIDENCE = 0.95
const POWER = 0.8

/**
 * Power first: whether a search can tell anything, with independent trials whose ratios vary by 1 / periods (Lo 2002) and normal returns. Null for fewer than 2 periods or no trial.
 */
export function searchPower({ periods, trials, periodsPerYear, target }: SearchPowerInput): SearchPower | null {
  if (periods < 2 || trials < 1) return null
  const year = Math.sqrt(periodsPerYear)
  const terms = { trials, confidence: CONFIDENCE }
  const detectable = detectableSharpe({ ...terms, periods }, POWER)
  const needed = periodsToDetect(target / year, terms, POWER)
  return {
    years: periods / periodsPerYear,
    trials,
    confidence: CONFIDENCE,
    power: POWER,
    expectedBest: expectedMaximumSharpe(trials, 1 / periods) * year,
    detectable: Number.isFinite(detectable) ? detectable * year : null,
    target,
    yearsForTarget: needed === null ? null : needed / periodsPerYear,
    yearsAgainstLuck: minimumBacktestLength(trials, target),
    trialsForTarget: mostTrialsFor(periods / periodsPerYear, target),
  }
}
