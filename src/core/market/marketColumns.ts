import type { LegColumns } from './pairColumns.ts'

/**
 * Instruments on one clock: row i of every column is the bar that starts at `timeMs[i]` (UTC milliseconds, strictly ascending).
 * An instrument without a bar at that time has NaN in all of its columns there. Volume may be 0 or NaN where a source has none.
 */
export type MarketColumns = {
  readonly intervalMs: number
  readonly timeMs: Float64Array
  readonly instruments: readonly LegColumns[]
}
