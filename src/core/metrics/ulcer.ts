import { drawdownSeries } from './drawdownSeries.ts'

/** Ulcer index: sqrt(mean(drawdown^2)) over ALL n periods, a fraction (Martin 1987). Null for no periods. */
export function ulcer(returns: Float64Array): number | null {
  const drawdowns = drawdownSeries(returns)
  let squares = 0
  for (let i = 0; i < drawdowns.length; i += 1) squares += drawdowns[i]! * drawdowns[i]!
  const index = Math.sqrt(squares / drawdowns.length)
  return Number.isFinite(index) ? index : null
}
