/** f of each value. NaN in, NaN out is the caller's rule. */
export function mapColumn(column: Float64Array, of: (value: number) => number): Float64Array {
  const result = new Float64Array(column.length)
  for (let row = 0; row < column.length; row++) result[row] = of(column[row]!)
  return result
}

/** f of two columns, row by row. */
export function zipColumns(a: Float64Array, b: Float64Array, of: (a: number, b: number) => number): Float64Array {
  const result = new Float64Array(a.length)
  for (let row = 0; row < a.length; row++) result[row] = of(a[row]!, b[row]!)
  return result
}

/** weightA x a + weightB x b. */
export function blendColumns(a: Float64Array, weightA: number, b: Float64Array, weightB: number): Float64Array {
  const result = new Float64Array(a.length)
  for (let row = 0; row < a.length; row++) result[row] = weightA * a[row]! + weightB * b[row]!
  return result
}

/** scale x a / b; NaN where b is 0: a share of nothing is not a number. */
export function ratioOfColumns(a: Float64Array, b: Float64Array, scale = 1): Float64Array {
  const result = new Float64Array(a.length)
  for (let row = 0; row < a.length; row++) {
    const below = b[row]!
    result[row] = below === 0 ? Number.NaN : (scale * a[row]!) / below
  }
  return result
}

/** scale x (value - low) / (high - low); NaN where high = low. */
export function placeInRange(value: Float64Array, low: Float64Array, high: Float64Array, scale = 1): Float64Array {
  const result = new Float64Array(value.length)
  for (let row = 0; row < value.length; row++) {
    const range = high[row]! - low[row]!
    result[row] = range === 0 ? Number.NaN : (scale * (value[row]! - low[row]!)) / range
  }
  return result
}

/** The value `lag` rows before; NaN in the first `lag` rows. */
export function lagColumn(column: Float64Array, lag: number): Float64Array {
  const result = new Float64Array(column.length)
  result.fill(Number.NaN, 0, Math.min(lag, column.length))
  result.set(column.subarray(0, Math.max(0, column.length - lag)), Math.min(lag, column.length))
  return result
}

/** Value less the value `lag` rows before. */
export function changeColumn(column: Float64Array, lag: number): Float64Array {
  const result = new Float64Array(column.length)
  result.fill(Number.NaN, 0, Math.min(lag, column.length))
  for (let row = lag; row < column.length; row++) result[row] = column[row]! - column[row - lag]!
  return result
}
