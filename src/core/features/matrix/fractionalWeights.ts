/**
 * Weights of (1 - L)^order from the newest value back (Hosking 1981): w[0] = 1, w[k] = -w[k-1] (order - k + 1) / k, ended before the first that is smaller
 * than `smallest` in size (fixed-width window, Lopez de Prado 2018, 5.5). A whole order has order + 1 weights.
 */
export function fractionalWeights(order: number, smallest: number): Float64Array {
  const weights = [1]
  for (let k = 1; ; k++) {
    const next = (-weights[k - 1]! * (order - k + 1)) / k
    if (Math.abs(next) < smallest || next === 0) return Float64Array.from(weights)
    weights.push(next)
  }
}
