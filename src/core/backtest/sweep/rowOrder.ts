/** Rows of `width` numbers put in ascending order of their first number, then the second, and so on: rows that share signals come to stand together. */
export function sortRows(rows: Float64Array, width: number): Float64Array {
  const count = width === 0 ? 0 : rows.length / width
  const order = Int32Array.from({ length: count }, (_, row) => row).sort((a, b) => {
    for (let k = 0; k < width; k++) {
      const difference = rows[a * width + k]! - rows[b * width + k]!
      if (difference !== 0) return difference
    }
    return a - b
  })
  const sorted = new Float64Array(rows.length)
  for (let row = 0; row < count; row++) {
    const from = order[row]! * width
    sorted.set(rows.subarray(from, from + width), row * width)
  }
  return sorted
}
