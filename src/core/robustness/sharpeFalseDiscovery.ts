import { normalCdf } from '../stats/normalCdf.ts'
import { normalQuantile } from '../stats/normalQuantile.ts'
import type { ReturnShape } from './sharpeVariance.ts'
import { sharpeVariance } from './sharpeVariance.ts'

/** All ratios are per period; the variance of each is `sharpeVariance` at the ratio that is supposed, over n (2025 form). */
export type SharpeHypotheses = ReturnShape & {
  readonly observations: number
  /** True ratio of a strategy without skill; 0 unless said otherwise. */
  readonly nullPerPeriod?: number
  /** True ratio of a strategy with skill. */
  readonly skilledPerPeriod: number
}

/**
 * Chance that a strategy with skill passes a one-sided test of the null at `level`: 1 - Phi((c - SR1)/s1), c = SR0 + s0 z(1 - level)
 * (Lopez de Prado, Lipton & Zoonekynd 2025). Null where a variance is not positive.
 */
export function sharpeTestPower(hypotheses: SharpeHypotheses, level: number): number | null {
  const errors = errorsOf(hypotheses)
  if (errors === null) return null
  const critical = (hypotheses.nullPerPeriod ?? 0) - errors.none * normalQuantile(level)
  return normalCdf((hypotheses.skilledPerPeriod - critical) / errors.skilled)
}

/**
 * Planned false discovery rate (pFDR, the same): share of strategies without skill among those that pass a test of the given level and power,
 * 1 / (1 + power prior / (level (1 - prior))), where a share `prior` of all candidates has skill.
 */
export function plannedFalseDiscoveryRate(prior: number, level: number, power: number): number {
  for (const share of [prior, level, power]) {
    if (!(share >= 0 && share <= 1)) throw new RangeError(`A probability is from 0 to 1, got ${share}`)
  }
  const without = level * (1 - prior)
  return without === 0 ? 0 : without / (without + power * prior)
}

/**
 * Observed false discovery rate (oFDR, the same): probability that a strategy has no skill, given a ratio of at least the observed one:
 * p0 (1 - prior) / (p0 (1 - prior) + p1 prior), p_i = 1 - Phi((SR - SR_i)/s_i). It is no p-value: with a small `prior` a p-value of 0.01 can leave it at 0.3.
 * Null where a variance is not positive.
 */
export function observedFalseDiscoveryRate(
  sharpePerPeriod: number,
  hypotheses: SharpeHypotheses,
  prior: number,
): number | null {
  if (!(prior > 0 && prior < 1)) throw new RangeError(`A prior lies between 0 and 1, got ${prior}`)
  const errors = errorsOf(hypotheses)
  if (errors === null) return null
  const without = normalCdf(((hypotheses.nullPerPeriod ?? 0) - sharpePerPeriod) / errors.none) * (1 - prior)
  const skilled = normalCdf((hypotheses.skilledPerPeriod - sharpePerPeriod) / errors.skilled) * prior
  return without + skilled > 0 ? without / (without + skilled) : null
}

function errorsOf(hypotheses: SharpeHypotheses): { readonly none: number; readonly skilled: number } | null {
  const errorAt = (ratio: number): number => Math.sqrt(sharpeVariance(ratio, hypotheses) / hypotheses.observations)
  const none = errorAt(hypotheses.nullPerPeriod ?? 0)
  const skilled = errorAt(hypotheses.skilledPerPeriod)
  return none > 0 && skilled > 0 ? { none, skilled } : null
}
