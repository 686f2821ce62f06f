/** Sum of all known values up to each row. A missing value is NaN in its own row and counts for nothing. */
export function runningSum(values: Float64Array): Float64Array {
  const result = new Float64Array(values.length)
  let total = 0
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!
    if (Number.isFinite(value)) {
      total += value
      result[row] = total
    } else result[row] = Number.NaN
  }
  return result
}
