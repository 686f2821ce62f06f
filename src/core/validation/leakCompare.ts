/**
 * A column that is scanned. Value t is known at the close of bar t, or at the close of bar `knownAt[t]`: later, as a label is, or before it, as is the
 * position that is held during a bar. It is read only where the value is a number.
 */
export type ScannedColumn = Float64Array | { readonly values: Float64Array; readonly knownAt: Int32Array }

/** What was compared of one name so far: how many values, and between which ones. */
export type CompareTally = { checked: number; least: number; most: number }

type Compared = { readonly expected: ScannedColumn; readonly actual: ScannedColumn; readonly tolerance: number }
export type Difference = { readonly index: number; readonly whole: number; readonly recomputed: number }

export function valuesOf(column: ScannedColumn): Float64Array {
  return column instanceof Float64Array ? column : column.values
}

/** The first value known before `cut`, by either side, that is not the same on both, or is known at another bar; null: there is none. */
export function compareBefore(
  cut: number,
  { expected, actual, tolerance }: Compared,
  tally: CompareTally,
): Difference | null {
  const [left, right] = [valuesOf(expected), valuesOf(actual)]
  const [leftAt, rightAt] = [knownAtOf(expected), knownAtOf(actual)]
  const rows = leftAt === null ? cut : Math.min(left.length, right.length)
  for (let index = 0; index < rows; index++) {
    const whole = left[index]!
    const recomputed = right[index]!
    if (Number.isNaN(whole) && Number.isNaN(recomputed)) continue
    const isWhole = !Number.isNaN(whole) && (leftAt === null || leftAt[index]! < cut)
    // Of a shorter series every value must have been known within it.
    const isAgain = !Number.isNaN(recomputed) && (rightAt === null || rightAt[index]! < cut || right.length === cut)
    if (!isWhole && !isAgain) continue
    count(tally, isWhole ? whole : recomputed)
    const sameEnd = leftAt === null || rightAt === null || leftAt[index] === rightAt[index]
    if (isWhole && isAgain && sameEnd && isClose(whole, recomputed, tolerance)) continue
    return { index, whole: isWhole ? whole : Number.NaN, recomputed: isAgain ? recomputed : Number.NaN }
  }
  return null
}

/** The first value at or after a bar that is not the same on both sides. */
export function compareFrom(
  from: number,
  { expected, actual, tolerance }: Compared,
  tally: CompareTally,
): Difference | null {
  const [left, right] = [valuesOf(expected), valuesOf(actual)]
  for (let index = from; index < left.length; index++) {
    const whole = left[index]!
    const recomputed = right[index]!
    if (Number.isNaN(whole) && Number.isNaN(recomputed)) continue
    count(tally, Number.isNaN(whole) ? recomputed : whole)
    if (!isClose(whole, recomputed, tolerance)) return { index, whole, recomputed }
  }
  return null
}

function knownAtOf(column: ScannedColumn): Int32Array | null {
  return column instanceof Float64Array ? null : column.knownAt
}

function count(tally: CompareTally, value: number): void {
  tally.checked++
  if (!(value >= tally.least)) tally.least = value
  if (!(value <= tally.most)) tally.most = value
}

function isClose(left: number, right: number, tolerance: number): boolean {
  if (left === right) return true
  const scale = Math.max(Math.abs(left), Math.abs(right))
  return scale < Number.POSITIVE_INFINITY && Math.abs(left - right) <= tolerance * scale
}
