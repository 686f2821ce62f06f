/**
 * Compound return prod(1 + r) - 1; 0 for no periods. A period return of -1 or less is ruin and final: the result is then -1.
 * Null where a return is not a finite number.
 */
export function totalReturn(returns: Float64Array): number | null {
  let wealth = 1
  for (let i = 0; i < returns.length; i += 1) wealth *= Math.max(0, 1 + returns[i]!)
  return Number.isFinite(wealth) ? wealth - 1 : null
}
