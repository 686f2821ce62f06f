import type { Hypothesis } from './hypothesis.ts'

/** Why a hypothesis is not tested. It counts all the same: it was declared. */
export type RefusalReason = 'too-few-events' | 'no-sensor' | 'no-context' | 'no-controls'

/** How many events there were after each step of making a sample. */
export type SampleCounts = {
  readonly detected: number
  /** Where the condition holds. */
  readonly inCondition: number
  /** Whose whole horizon lies within the data, without a missing bar at entry or exit. */
  readonly finished: number
}

/**
 * The events of a hypothesis and the times that they are held against. An event is decided at the close of its bar; windows are (bar, bar + horizon].
 * Columns of events have one length, columns of controls another.
 */
export type HypothesisSample = {
  readonly hypothesis: Hypothesis
  readonly counts: SampleCounts
  readonly refusal: RefusalReason | null
  /** Ascending. */
  readonly bars: Int32Array
  /** Average uniqueness of each event's window among the windows of this sample, in (0, 1]; their sum is the effective number of events. */
  readonly uniqueness: Float64Array
  /** Number of the cluster of each event: events belong together while each begins before the window of the one before it ends. */
  readonly cluster: Int32Array
  /** Places in `bars` of a subset whose windows do not overlap: the first that fits, from the oldest on. */
  readonly apart: Int32Array
  /**
   * Matched controls, drawn from a seeded stream: bars after their event, in the same state of the matching dimensions, outside of every window of an event
   * of the family. What comes after a control is not looked at: bars chosen because no event follows, or because one does, have another mean by that alone.
   */
  readonly controlBars: Int32Array
  /** The place in `bars` that each control belongs to. */
  readonly controlOf: Int32Array
}
