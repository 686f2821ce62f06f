import { nanColumn } from './nanColumn.ts'
import { requirePeriod } from './requirePeriod.ts'

/** ln(price now / price `lag` rows before) as a fraction; NaN where either price is not positive. */
export function logReturn(price: Float64Array, lag: number): Float64Array {
  requirePeriod(lag, 1)
  const result = nanColumn(price.length)
  for (let row = lag; row < price.length; row++) {
    const now = price[row]!
    const before = price[row - lag]!
    if (now > 0 && before > 0) result[row] = Math.log(now / before)
  }
  return result
}
