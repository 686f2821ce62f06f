/**
 * R2 out of sample against always foretelling 0: 1 - sum w (y - p)^2 / sum w y^2 (Gu, Kelly & Xiu 2020). Against the mean of the test, which nobody knew,
 * it would flatter no model and shame many. Null where every target is 0. All weights 1 where not given.
 */
export function rSquaredAgainstZero(
  target: Float64Array,
  predicted: Float64Array,
  weight?: Float64Array,
): number | null {
  let errors = 0
  let squares = 0
  for (let row = 0; row < target.length; row++) {
    const rowWeight = weight === undefined ? 1 : weight[row]!
    errors += rowWeight * (target[row]! - predicted[row]!) ** 2
    squares += rowWeight * target[row]! ** 2
  }
  return squares > 0 ? 1 - errors / squares : null
}
