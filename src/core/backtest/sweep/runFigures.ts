import type { SegmentSpan } from '../segments/runSegments.ts'
import type { SegmentMarket } from '../segments/segmentMarket.ts'
import type { SegmentRun } from '../segments/segmentRun.ts'

/** CONFIGURATION_FIGURES of a finished run, from `at` on. */
export function writeRunFigures(
  run: SegmentRun,
  market: SegmentMarket,
  { fromBar, toBar }: SegmentSpan,
  out: Float64Array,
  at: number,
): void {
  const { dayOf } = market.sums
  out[at] = run.position.units === 0 ? run.cash : run.equity
  out[at + 1] = 1 - run.fall.worst
  writeMoments(run.sum, run.square, run.down, toBar - fromBar, out, at + 2)
  writeMoments(run.daySum, run.daySquare, run.dayDown, dayOf[toBar - 1]! - dayOf[fromBar]! + 1, out, at + 5)
  out[at + 8] = run.closed
  out[at + 9] = run.wins
  out[at + 10] = run.losses
  out[at + 11] = run.grossProfit
  out[at + 12] = run.grossLoss
  out[at + 13] = run.heldBars
  out[at + 14] = run.fees
  out[at + 15] = run.financing
  out[at + 16] = run.traded
}

/** Mean, deviation (ddof 1; NaN for one return) and downside of `count` returns, from their sums. Rounding below 0 is 0. */
export function writeMoments(
  sum: number,
  square: number,
  down: number,
  count: number,
  out: Float64Array,
  at: number,
): void {
  const mean = sum / count
  out[at] = mean
  out[at + 1] = count < 2 ? Number.NaN : Math.sqrt(Math.max(0, square - count * mean * mean) / (count - 1))
  out[at + 2] = Math.sqrt(Math.max(0, down) / count)
}
