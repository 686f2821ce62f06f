import { changeColumn, mapColumn } from './columnArithmetic.ts'
import { rollingSum } from './rollingSum.ts'

/** |change over `period` rows| / sum of the single changes' sizes, 0 to 1 (Kaufman 1995); 1 where nothing moved, as in TA-Lib KAMA. */
export function efficiencyRatio(values: Float64Array, period: number): Float64Array {
  const path = rollingSum(mapColumn(changeColumn(values, 1), Math.abs), period)
  const result = changeColumn(values, period)
  for (let row = 0; row < result.length; row++) {
    const way = Math.abs(result[row]!)
    const total = path[row]!
    result[row] = total <= way ? 1 : way / total
  }
  return result
}
