import type { RowSpans } from './split.ts'

/** What every plan of splits asks for. */
export type SplitRequest = {
  readonly spans: RowSpans
  /** Rows that may appear at all, ascending (allowed hours; the training rows of an outer split); null for all of them. */
  readonly rows: Int32Array | null
  /** Rows decided or labelled at or after it never appear; null where nothing is sealed. */
  readonly sealedFromMs: number | null
  /**
   * How far back the features of a row reach, where that is to be kept clear of too (sequence models, slow averages): the span of a row then
   * begins so much before its decision. 0 purges by labels alone.
   */
  readonly lookBackMs: number
}
