/**
 * The value that lowers G w + (H + lambda) w^2 / 2 + alpha |w| most, within the bounds (Chen & Guestrin 2016, eq. 5; alpha as in xgboost).
 * 0 where H + lambda is 0.
 */
export function leafWeight(
  gradient: number,
  hessian: number,
  lambda: number,
  alpha: number,
  lower: number,
  upper: number,
): number {
  const shrunk = gradient > alpha ? gradient - alpha : gradient < -alpha ? gradient + alpha : 0
  const weight = hessian + lambda > 0 ? -shrunk / (hessian + lambda) : 0
  return weight < lower ? lower : weight > upper ? upper : weight
}

/** What a leaf of that weight gains, twice the fall of the objective. */
export function leafScore(gradient: number, hessian: number, lambda: number, alpha: number, weight: number): number {
  return -(2 * gradient * weight + (hessian + lambda) * weight * weight + 2 * alpha * Math.abs(weight))
}
