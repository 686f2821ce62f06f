import { valueAtRisk } from './valueAtRisk.ts'

/** Mean of the returns at or below the historical value at risk, as a RETURN (Acerbi & Tasche 2002). Null for no periods. */
export function conditionalValueAtRisk(returns: Float64Array, tail: number): number | null {
  const limit = valueAtRisk(returns, tail)
  if (limit === null) return null
  let sum = 0
  let count = 0
  for (let i = 0; i < returns.length; i += 1) {
    if (returns[i]! <= limit) {
      sum += returns[i]!
      count += 1
    }
  }
  return count > 0 ? sum / count : limit
}
