/**
 * Typical price x volume of the bars whose typical price rose (`sign` 1) or fell (-1), 0 in the others (Quong & Soudack 1989).
 * NaN at row 0 and where a price, the one before or the volume is missing.
 */
export function signedFlow(typical: Float64Array, volume: Float64Array, sign: 1 | -1): Float64Array {
  const result = new Float64Array(typical.length)
  let previous = Number.NaN
  for (let row = 0; row < typical.length; row++) {
    const price = typical[row]!
    const change = sign * (price - previous)
    previous = price
    // 0 x NaN is NaN: a missing change makes the row missing.
    result[row] = price * volume[row]! * Number(change > 0) + 0 * change
  }
  return result
}
