/**
 * What an account may hold at once; null: no limit. Shares are fractions of equity. Instruments with equal numbers in `groupOf` are one group: whoever makes the request says of
 * what (a specification's are asset classes).
 */
export type RiskLimits = {
  readonly maximumPositions: number | null
  readonly maximumShareOfInstrument: number | null
  readonly maximumShareOfGroup: number | null
  readonly groupOf: readonly number[]
  /** Drawdown from the highest equity at a close, as a positive fraction: everything is closed then, and nothing entered any more. */
  readonly maximumDrawdown: number | null
  /** An entry is refused where its returns correlate with those of an open position of the same side by more than this, over `correlationBars`. */
  readonly maximumCorrelation: number | null
  readonly correlationBars: number
}

export const NO_LIMITS: RiskLimits = {
  maximumPositions: null,
  maximumShareOfInstrument: null,
  maximumShareOfGroup: null,
  groupOf: [],
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
  'correlation',
  'halted',
  'conflicting-signals',
  'no-size',
  'no-range',
  'stopped-first',
  'lane-taken',
] as const
export type Refusal = (typeof REFUSALS)[number]
