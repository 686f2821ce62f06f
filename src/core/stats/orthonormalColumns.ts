export type OrthonormalColumns = {
  /** Q: one a column, of length 1, at right angles to each other. */
  readonly directions: readonly Float64Array[]
  /** R, k x k by rows, zero below the diagonal, with column j = sum_i directions[i] R[i, j]. */
  readonly upper: Float64Array
}

/** What is left of a column that depends on those before it, as a share of it, is rounding. */
const SMALLEST_SHARE = 1e-10

/** X = Q R by the modified Gram-Schmidt process, each column twice (Björck 1967). Null where a column depends on those before it. */
export function orthonormalColumns(columns: readonly Float64Array[]): OrthonormalColumns | null {
  const k = columns.length
  const upper = new Float64Array(k * k)
  const directions: Float64Array[] = []
  for (const [j, column] of columns.entries()) {
    const rest = column.slice()
    for (let pass = 0; pass < 2; pass += 1) {
      for (const [i, direction] of directions.entries()) upper[i * k + j]! += takeOut(rest, direction)
    }
    const length = lengthOf(rest)
    if (!(length > SMALLEST_SHARE * lengthOf(column))) return null
    upper[j * k + j] = length
    directions.push(rest.map((value) => value / length))
  }
  return { directions, upper }
}

function takeOut(rest: Float64Array, direction: Float64Array): number {
  let share = 0
  for (let t = 0; t < rest.length; t += 1) share += rest[t]! * direction[t]!
  for (let t = 0; t < rest.length; t += 1) rest[t]! -= share * direction[t]!
  return share
}

function lengthOf(values: Float64Array): number {
  let squares = 0
  for (const value of values) squares += value * value
  return Math.sqrt(squares)
}
