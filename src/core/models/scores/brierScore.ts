/** Weighted mean of (probability - label)^2 (Brier 1950, two-class form, 0 to 1); null where there is no weight. All weights 1 where not given. */
export function brierScore(label: Uint8Array, probability: Float64Array, weight?: Float64Array): number | null {
  let sum = 0
  let total = 0
  for (let row = 0; row < label.length; row++) {
    const rowWeight = weight === undefined ? 1 : weight[row]!
    sum += rowWeight * (probability[row]! - label[row]!) ** 2
    total += rowWeight
  }
  return total > 0 ? sum / total : null
}
