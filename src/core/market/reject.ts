/** Why a row did not become a bar. The codes are part of the product's interface; their order is the order of the checks. */
export const REJECT_REASONS = [
  'unparsable-time',
  'not-a-number',
  'non-positive-price',
  'negative-volume',
  'ohlc-violation',
  'outside-session',
  'off-grid',
  'future-time',
  'partial-newest-bar',
  'duplicate-identical',
  'duplicate-conflict',
  'copied-bar',
] as const
export type RejectReason = (typeof REJECT_REASONS)[number]

/** `timeMs` is null where the time could not be parsed. */
export type Reject = {
  readonly line: number
  readonly layer: number
  readonly timeMs: number | null
  readonly reason: RejectReason
  readonly detail: string
}
