/**
 * ln(1 - 1/meanBlock): what `geometricLength` needs of the mean block length. RangeError for a mean below 1.
 */
export function logContinuation(meanBlock: number): number {
  if (!(meanBlock >= 1 && Number.isFinite(meanBlock)))
    throw new RangeError(`A mean block length is at least 1, got ${meanBlock}`)
  return Math.log1p(-1 / meanBlock)
}

/**
 * Length of one block of the stationary bootstrap: geometric with restart probability p = 1/meanBlock at each step,
 * P(length = k) = (1-p)^(k-1) p, by inversion of one uniform on [0, 1).
 */
export function geometricLength(uniform: number, continuation: number): number {
  return 1 + Math.floor(Math.log1p(-uniform) / continuation)
}
