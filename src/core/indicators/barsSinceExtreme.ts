import { requirePeriod } from './requirePeriod.ts'

/**
 * Rows since the smallest (`sign` 1) or largest (-1) of the last `period` values, 0 where it is the current one; the newest of equal ones
 * (TA-Lib). NaN until warm and while the window holds a NaN.
 */
export function barsSinceExtreme(values: Float64Array, period: number, sign: 1 | -1): Float64Array {
  requirePeriod(period, 1)
  const length = values.length
  const result = new Float64Array(length)
  let known = 0
  let place = -1
  let best = 0
  for (let row = 0; row < length; row++) {
    const value = sign * values[row]!
    known = Number.isNaN(value) ? 0 : known + 1
    if (known === 0) place = -1
    else if (place < 0 || value <= best) {
      place = row
      best = value
    } else if (place <= row - period) {
      place = newestExtreme(values, row - period + 1, row, sign)
      best = sign * values[place]!
    }
    result[row] = known >= period ? row - place : Number.NaN
  }
  return result
}

function newestExtreme(values: Float64Array, from: number, to: number, sign: 1 | -1): number {
  let place = from
  for (let row = from + 1; row <= to; row++) if (sign * values[row]! <= sign * values[place]!) place = row
  return place
}
