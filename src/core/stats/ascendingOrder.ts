/** Positions of the values that are not NaN, from the smallest value to the largest; ties in input order. */
export function ascendingOrder(values: Float64Array): Int32Array {
  const positions: number[] = []
  for (let i = 0; i < values.length; i += 1) if (!Number.isNaN(values[i])) positions.push(i)
  return Int32Array.from(positions.sort((a, b) => values[a]! - values[b]! || a - b))
}
