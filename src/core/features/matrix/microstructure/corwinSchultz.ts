import type { LegColumns } from '../../../market/pairColumns.ts'
import { columnOf } from '../barColumns.ts'

const SCALE = 3 - 2 * Math.SQRT2

/**
 * Bid-ask spread of two neighbouring bars from their highs and lows, as a fraction of price (Corwin & Schultz 2012): 2 (e^a - 1) / (1 + e^a),
 * a = (sqrt(2 b) - sqrt(b)) / (3 - 2 sqrt 2) - sqrt(g / (3 - 2 sqrt 2)), b the sum of both squared log ranges, g the squared log range of both together.
 * Where the close before lies outside of the bar's range, the bar is first moved to it (their section on overnight gaps). A negative estimate is 0, as theirs.
 */
export function corwinSchultz({ high, low, close }: LegColumns): Float64Array {
  return columnOf(close.length, 1, (row) => {
    const before = close[row - 1]!
    const shift = Math.min(0, before - low[row]!) + Math.max(0, before - high[row]!)
    const top = high[row]! + shift
    const bottom = low[row]! + shift
    const single = logRange(top, bottom) ** 2 + logRange(high[row - 1]!, low[row - 1]!) ** 2
    const double = logRange(Math.max(top, high[row - 1]!), Math.min(bottom, low[row - 1]!)) ** 2
    const alpha = (Math.sqrt(2 * single) - Math.sqrt(single)) / SCALE - Math.sqrt(double / SCALE)
    const spread = (2 * Math.expm1(alpha)) / (1 + Math.exp(alpha))
    return spread < 0 ? 0 : spread
  })
}

function logRange(high: number, low: number): number {
  return low > 0 ? Math.log(high / low) : Number.NaN
}
