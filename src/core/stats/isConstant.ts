/** Whether all values are the same number: moments of such a series are exactly zero, not rounding noise. */
export function isConstant(values: Float64Array): boolean {
  const first = values[0]
  for (let i = 1; i < values.length; i += 1) if (values[i] !== first) return false
  return true
}
