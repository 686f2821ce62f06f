/**
 * Factor from a per-period Sharpe ratio to one of `periods` periods under autocorrelation (Lo 2002, FAJ 58(4)):
 * eta(q) = q / sqrt(q + 2 sum_{k=1..q-1} (q - k) rho_k); sqrt(q) without autocorrelation. Entry k - 1 of `autocorrelations` is rho_k, those
 * beyond the last are 0. Null where the sum under the root is not positive: no series has such autocorrelations. RangeError for periods that are
 * not a whole number from 1.
 */
export function sharpeAnnualisation(periods: number, autocorrelations: Float64Array): number | null {
  if (!Number.isInteger(periods) || periods < 1) throw new RangeError(`Periods are at least 1, got ${periods}`)
  let inner = periods
  const lags = Math.min(periods - 1, autocorrelations.length)
  for (let k = 1; k <= lags; k += 1) inner += 2 * (periods - k) * autocorrelations[k - 1]!
  return inner > 0 ? periods / Math.sqrt(inner) : null
}

/** `sharpeAnnualisation` for AR(1) returns, rho_k = rho^k, summed up: sqrt(q) [1 + 2 rho/(1 - rho) (1 - (1 - rho^q)/(q (1 - rho)))]^(-1/2). */
export function sharpeAnnualisationAr1(periods: number, rho: number): number {
  if (!Number.isInteger(periods) || periods < 1) throw new RangeError(`Periods are at least 1, got ${periods}`)
  if (!(rho > -1 && rho < 1)) throw new RangeError(`An autocorrelation lies between -1 and 1, got ${rho}`)
  const sum = ((2 * rho) / (1 - rho)) * (1 - (1 - rho ** periods) / (periods * (1 - rho)))
  return Math.sqrt(periods / (1 + sum))
}
