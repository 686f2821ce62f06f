import type { SearchPower } from '../../contract/searchPower.ts'
import { expectedMaximumSharpe } from '../expectedMaximumSharpe.ts'
import { detectableSharpe, periodsToDetect } from './detectableSharpe.ts'
import { minimumBacktestLength, mostTrialsFor } from './minimumBacktestLength.ts'

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
