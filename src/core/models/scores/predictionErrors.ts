/** In the unit of the target. */
export type PredictionErrors = { readonly meanAbsolute: number; readonly rootMeanSquared: number }

/** Weighted mean of |y - p|, and root of the weighted mean of (y - p)^2; null where there is no weight. All weights 1 where not given. */
export function predictionErrors(
  target: Float64Array,
  predicted: Float64Array,
  weight?: Float64Array,
): PredictionErrors | null {
  let sizes = 0
  let squares = 0
  let total = 0
  for (let row = 0; row < target.length; row++) {
    const rowWeight = weight === undefined ? 1 : weight[row]!
    const error = target[row]! - predicted[row]!
    sizes += rowWeight * Math.abs(error)
    squares += rowWeight * error * error
    total += rowWeight
  }
  return total > 0 ? { meanAbsolute: sizes / total, rootMeanSquared: Math.sqrt(squares / total) } : null
}
