import { nanColumn } from './nanColumn.ts'
import { rollingComoments } from './rollingComoments.ts'

/** Pearson correlation of x and y over the last `window` rows, in [-1, 1]; NaN where either is constant. O(n). */
export function rollingCorrelation(x: Float64Array, y: Float64Array, window: number): Float64Array {
  const { xx, yy, xy } = rollingComoments(x, y, window)
  const result = nanColumn(x.length)
  for (let row = window - 1; row < x.length; row++) {
    const scale = Math.sqrt(xx[row]!) * Math.sqrt(yy[row]!)
    if (scale > 0) result[row] = Math.max(-1, Math.min(1, xy[row]! / scale))
  }
  return result
}
