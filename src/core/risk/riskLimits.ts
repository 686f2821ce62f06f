/** The most of equity that instruments with equal numbers in `groupOf` may be worth together; its cuts are counted under `refusal`. */
export type GroupLimit = {
  readonly refusal: 'group-share' | 'sector-share'
  readonly maximumShare: number
  readonly groupOf: readonly number[]
}

/** What an account may hold at once; null: no limit. Shares are fractions of equity. Whoever makes the request says what groups are of (a specification's: asset classes and sectors). */
export type RiskLimits = {
  readonly maximumPositions: number | null
  readonly maximumShareOfInstrument: number | null
  readonly groups: readonly GroupLimit[]
  /** Drawdown from the highest equity at a close, as a positive fraction: everything is closed then, and nothing entered any more. */
  readonly maximumDrawdown: number | null
  /** An entry is refused where its returns correlate with those of an open position of the same side by more than this, over `correlationBars`. */
  readonly maximumCorrelation: number | null
  readonly correlationBars: number
}

export const NO_LIMITS: RiskLimits = {
  maximumPositions: null,
  maximumShareOfInstrument: null,
  groups: [],
  maximumDrawdown: null,
  maximumCorrelation: null,
  correlationBars: 0,
}

/**
 * Why an order did not happen, or not in full. `stopped-first`: a resting exit emptied the position that it was decided for. `lane-taken`: another planned trade was held.
 */
export const REFUSALS = [
  'no-later-bar',
  'no-price',
  'no-volume',
  'no-volatility',
  'volume-share',
  'no-buying-power',
  'below-one-unit',
  'hours',
  'maximum-positions',
  'instrument-share',
  'group-share',
  'sector-share',
  'correlation',
  'halted',
  'conflicting-signals',
  'no-size',
  'no-range',
  'stopped-first',
  'lane-taken',
] as const
export type Refusal = (typeof REFUSALS)[number]
