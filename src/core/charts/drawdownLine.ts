/**
 * Drawdown of an equity line as fractions at or below zero: equity / running peak - 1.
 * The start capital counts as the first peak, so a first-day loss is not lost.
 */
export function drawdownLine(equity: readonly number[], startCapital: number): readonly number[] {
  let peak = startCapital
  return equity.map((value) => {
    if (value > peak) peak = value
    return value / peak - 1
  })
}
