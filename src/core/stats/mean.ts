/** Arithmetic mean; NaN for no values. */
export function mean(values: Float64Array): number {
  const n = values.length
  let sum = 0
  for (let i = 0; i < n; i += 1) sum += values[i]!
  return sum / n
}
