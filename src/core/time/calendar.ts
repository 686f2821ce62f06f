/** `halfDay`: closes before the usual hour. UTC milliseconds; open included, close excluded. */
export type Session = { readonly openMs: number; readonly closeMs: number; readonly halfDay: boolean }

/**
 * When an instrument trades. All times are UTC milliseconds, ranges are half-open [fromMs, toMs), bars are named by their start.
 * A bar starts at the open of its session, or at a whole interval counted from the calendar's anchor (the open, or local midnight); it
 * ends at the next whole interval, or with its session. So the first and the last bar of a session may be short.
 */
export type Calendar = {
  readonly name: '24x7' | 'us-equity-rth' | 'us-equity-rth-clock' | 'us-equity-extended'
  /** True where trading never stops: then no bar is the last of its session. */
  readonly continuous: boolean
  /** Sessions that open within the range. A continuous calendar gives UTC days. */
  sessions(fromMs: number, toMs: number): readonly Session[]
  /** The session that holds the instant, or null. */
  sessionAt(timeMs: number): Session | null
  /** Starts of all bars that should exist, ascending. */
  expectedBars(fromMs: number, toMs: number, intervalMs: number): Float64Array
  /** Start of the bar that holds the instant; NaN outside of sessions. */
  barStart(timeMs: number, intervalMs: number): number
  /** End (excluded) of the bar that starts at `startMs`, no later than its session's close; NaN outside of sessions. */
  barEnd(startMs: number, intervalMs: number): number
  /** Whether a bar can start at the instant. */
  isOnGrid(timeMs: number, intervalMs: number): boolean
}
