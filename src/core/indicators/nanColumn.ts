/** A column of `length` rows, all NaN ("not yet known"). */
export function nanColumn(length: number): Float64Array {
  return new Float64Array(length).fill(Number.NaN)
}
