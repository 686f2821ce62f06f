import type { Hypothesis } from './hypothesis.ts'
import type { RefusalReason, SampleCounts } from './hypothesisSample.ts'

/**
 * What was found of one hypothesis. Returns are fractions of value in the direction of the trade, before costs unless said. Null: cannot be stood behind.
 * `pValue` is the one that is controlled over the whole family; the others stand beside it so that nothing hangs on one way of asking.
 */
export type HypothesisResult = {
  readonly hypothesis: Hypothesis
  readonly counts: SampleCounts
  readonly refusal: RefusalReason | null
  readonly events: number
  /** Sum of average uniqueness. */
  readonly effectiveEvents: number
  /** Events whose windows do not overlap. */
  readonly apartEvents: number
  readonly controls: number
  readonly meanReturn: number | null
  readonly controlMean: number | null
  /** `meanReturn - controlMean`: what the event adds. */
  readonly uplift: number | null
  /** 95 % by the block bootstrap. */
  readonly upliftLow: number | null
  readonly upliftHigh: number | null
  /** Uplift in standard deviations of one event's return. */
  readonly effectSize: number | null
  readonly hitRate: number | null
  /** Regression on an event dummy, Newey-West with lag H - 1 or more. */
  readonly tHac: number | null
  readonly pHac: number | null
  /** Against the same pattern of events at other times. */
  readonly pPlacebo: number | null
  readonly pValue: number | null
  /** Benjamini-Hochberg, Benjamini-Yekutieli: over all declared hypotheses, the refused ones included. */
  readonly qBh: number | null
  readonly qBy: number | null
  /** Romano-Wolf step-down. */
  readonly pFamilyWise: number | null
  /** Costs of a round trip in basis points at which the mean return is zero. */
  readonly breakEvenBps: number | null
  /** After the workspace's costs of a round trip. */
  readonly netMeanReturn: number | null
}

/** The best of all, asked once for all: `luckiest` is the hypothesis with the largest studentised uplift. */
export type BestOfAll = {
  readonly luckiest: string | null
  /** White 2000. */
  readonly pRealityCheck: number | null
  /** Hansen 2005, each resample over its own error instead of his w_k. */
  readonly pSpaLower: number | null
  readonly pSpaConsistent: number | null
  readonly pSpaUpper: number | null
}
