/**
 * Rows in a row that rose (above 0) or fell (below 0), this one included; 0 where nothing changed (Connors & Alvarez 2012).
 * NaN at row 0 and next to a missing value, after which counting begins anew.
 */
export function closeStreak(values: Float64Array): Float64Array {
  const result = new Float64Array(values.length)
  let streak = 0
  for (let row = 0; row < values.length; row++) {
    const change = row === 0 ? Number.NaN : values[row]! - values[row - 1]!
    if (change > 0) streak = streak > 0 ? streak + 1 : 1
    else if (change < 0) streak = streak < 0 ? streak - 1 : -1
    else streak = 0
    result[row] = Number.isNaN(change) ? Number.NaN : streak
  }
  return result
}
