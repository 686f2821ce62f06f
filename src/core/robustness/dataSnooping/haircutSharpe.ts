import { benjaminiYekutieli } from '../../stats/benjaminiYekutieli.ts'
import { holm } from '../../stats/holm.ts'
import { studentTCdf } from '../../stats/studentTCdf.ts'
import { studentTQuantile } from '../../stats/studentTQuantile.ts'

export type HaircutInput = {
  /** Per period, of the strategy that is to be judged; an annual one is divided by the root of the periods a year first. */
  readonly sharpePerPeriod: number
  readonly observations: number
}

export type Haircut = {
  /** Two-sided, adjusted. */
  readonly pValue: number
  /** The per-period ratio that would have this p-value as a single test; 0 where p is 1. */
  readonly sharpePerPeriod: number
  /** Share of the ratio that is lost, from 0 to 1. */
  readonly haircut: number
}

export type HaircutSharpe = {
  /** Two-sided, of a single test. */
  readonly pValue: number
  readonly bonferroni: Haircut
  readonly holm: Haircut
  /** Benjamini & Yekutieli 2001 (BHY). */
  readonly bhy: Haircut
}

/** p = 2 P(T_{n-1} > |SR| sqrt(n)). RangeError for fewer than 2 observations or a ratio that is not finite. */
export function sharpePValue({ sharpePerPeriod, observations }: HaircutInput): number {
  if (!(observations >= 2 && Number.isFinite(sharpePerPeriod))) {
    throw new RangeError(`No p-value of a ratio of ${sharpePerPeriod} over ${observations} periods`)
  }
  return 2 * studentTCdf(-Math.abs(sharpePerPeriod) * Math.sqrt(observations), observations - 1)
}

/** The Sharpe ratio of which an adjusted p-value would be the p-value of a single test, and what was lost (Harvey & Liu 2015). */
export function haircutFrom(input: HaircutInput, adjusted: number): Haircut {
  const { sharpePerPeriod, observations } = input
  const t = -studentTQuantile(Math.min(1, adjusted) / 2, observations - 1)
  const size = Math.min(Math.abs(sharpePerPeriod), Math.max(0, t / Math.sqrt(observations)))
  return {
    pValue: Math.min(1, adjusted),
    sharpePerPeriod: Math.sign(sharpePerPeriod) * size,
    haircut: sharpePerPeriod === 0 ? 0 : 1 - size / Math.abs(sharpePerPeriod),
  }
}

/**
 * Haircut Sharpe ratio of Harvey & Liu 2015, J. Portfolio Mgmt 42(1): the two-sided p-value of the ratio is adjusted for all tests made, then
 * turned back into a ratio, so that the haircut grows where the evidence is weak. `otherPValues`: two-sided p-values of ALL other tests,
 * failed and given-up ones included (NaN where one could not be computed: it counts). Where they are not known, `haircutByFactorZoo`.
 */
export function haircutSharpe(input: HaircutInput, otherPValues: Float64Array): HaircutSharpe {
  const pValue = sharpePValue(input)
  const family = Float64Array.of(pValue, ...otherPValues)
  return {
    pValue,
    bonferroni: haircutFrom(input, family.length * pValue),
    holm: haircutFrom(input, holm(family)[0]!),
    bhy: haircutFrom(input, benjaminiYekutieli(family)[0]!),
  }
}
