const ONE_OVER_SQRT_TWO_PI = 0.3989422804014327

/**
 * Standard normal density. The square is split at a multiple of 1/16 so that exp keeps full relative precision far in the tail
 * (Cody 1969, Math. Comp. 23).
 */
export function normalDensity(x: number): number {
  const coarse = Math.trunc(x * 16) / 16
  return ONE_OVER_SQRT_TWO_PI * Math.exp(-0.5 * coarse * coarse) * Math.exp(-0.5 * (x - coarse) * (x + coarse))
}
