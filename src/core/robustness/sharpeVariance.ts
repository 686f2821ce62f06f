export type ReturnShape = {
  /** Biased skewness of the per-period returns. */
  readonly skewness: number
  /** Biased NON-EXCESS kurtosis (3 for a normal). */
  readonly kurtosis: number
  /** First autocorrelation under AR(1); 0 unless said otherwise. Only the 2025 form knows it. */
  readonly autocorrelation?: number
}

/**
 * n times the asymptotic variance of a per-period Sharpe ratio: a - b g3 SR + c (g4 - 1)/4 SR^2, where without autocorrelation
 * a = b = c = 1 (Lo 2002; Mertens 2002; Opdyke 2007), and under AR(1) with rho, B = rho/(1-rho), C = rho^2/(1-rho^2):
 * a = 1 + 2 B, b = 1 + B + C, c = 1 + 2 C (Lopez de Prado, Lipton & Zoonekynd 2025).
 */
export function sharpeVariance(sharpePerPeriod: number, shape: ReturnShape): number {
  const rho = shape.autocorrelation ?? 0
  const linear = rho / (1 - rho)
  const square = (rho * rho) / (1 - rho * rho)
  return (
    1 +
    2 * linear -
    (1 + linear + square) * shape.skewness * sharpePerPeriod +
    ((1 + 2 * square) * (shape.kurtosis - 1) * sharpePerPeriod * sharpePerPeriod) / 4
  )
}
