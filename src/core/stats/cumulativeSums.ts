/** Entry i is the sum of the first i values; one entry more than there are values. */
export function cumulativeSums(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1)
  for (let i = 0; i < values.length; i += 1) sums[i + 1] = sums[i]! + values[i]!
  return sums
}
