import type { HeldPosition, SegmentRun } from './segmentRun.ts'
import type { SegmentTerms } from './segmentTerms.ts'

const YEAR_MS = 365.25 * 86_400_000

/** Whether a position of this side pays or gets anything while it is held. */
export function isFinanced(terms: SegmentTerms, direction: number): boolean {
  return terms.columns.fundingRate !== null || (direction < 0 && terms.execution.borrowPerYear > 0)
}

/** Borrow and funding since the bar before, at its close. */
export function financeSegment(
  run: SegmentRun,
  position: HeldPosition,
  terms: SegmentTerms,
  timeMs: Float64Array,
  close: Float64Array,
  bar: number,
): void {
  const held = position.units
  const last = close[bar - 1]!
  const borrow = terms.execution.borrowPerYear
  let cost = held * last * (terms.columns.fundingRate === null ? 0 : terms.columns.fundingRate[bar]!)
  if (held < 0 && borrow > 0) cost -= (held * last * borrow * (timeMs[bar]! - timeMs[bar - 1]!)) / YEAR_MS
  if (cost === 0) return
  run.cash -= cost
  run.financing += cost
  position.financing += cost
}
