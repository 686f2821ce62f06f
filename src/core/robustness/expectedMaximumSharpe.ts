import { normalCdf } from '../stats/normalCdf.ts'
import { normalDensity } from '../stats/normalDensity.ts'
import { normalQuantile } from '../stats/normalQuantile.ts'

const EULER_GAMMA = 0.5772156649015329
const QUADRATURE_REACH = 12
const QUADRATURE_STEPS = 1536

/** E[max of N] = N integral z phi(z) Phi(z)^(N-1) dz; the trapezoid rule is as good as exact for such an integrand. */
function exactStandardMaximum(trials: number): number {
  const step = (2 * QUADRATURE_REACH) / QUADRATURE_STEPS
  let sum = 0
  for (let k = 1; k < QUADRATURE_STEPS; k += 1) {
    const z = -QUADRATURE_REACH + k * step
    const logBelow = z < 0 ? Math.log(normalCdf(z)) : Math.log1p(-normalCdf(-z))
    sum += z * normalDensity(z) * Math.exp((trials - 1) * logBelow)
  }
  return trials * sum * step
}

function approximateStandardMaximum(trials: number): number {
  // z(1 - p) = -z(p): exact however small p is
  return -((1 - EULER_GAMMA) * normalQuantile(1 / trials) + EULER_GAMMA * normalQuantile(1 / (trials * Math.E)))
}

/**
 * Expected best Sharpe ratio of N trials without skill: sqrt(V) [(1-gE) z(1 - 1/N) + gE z(1 - 1/(N e))]
 * (Bailey & Lopez de Prado 2014, J. Portfolio Mgmt 40(5)); 0 for N = 1, where the formula would be minus infinity.
 * 'exact' integrates the maximum's density instead (0.5642 for N = 2, where the formula gives 0.5198).
 * V is the variance of the PER-PERIOD ratios ACROSS trials (not over time, not annual); the result is per period.
 * N may be an effective number, not whole. RangeError for N < 1 or V < 0.
 */
export function expectedMaximumSharpe(
  trials: number,
  varianceAcrossTrials: number,
  method: 'approximation' | 'exact' = 'approximation',
): number {
  if (!(trials >= 1 && Number.isFinite(trials))) throw new RangeError(`Trials are at least 1, got ${trials}`)
  if (!(varianceAcrossTrials >= 0)) throw new RangeError(`A variance is not negative, got ${varianceAcrossTrials}`)
  if (trials === 1) return 0
  const standard = method === 'exact' ? exactStandardMaximum(trials) : approximateStandardMaximum(trials)
  return Math.sqrt(varianceAcrossTrials) * Math.max(0, standard)
}
