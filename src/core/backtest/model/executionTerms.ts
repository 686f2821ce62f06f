/** When a decision made at the close of bar t is filled. `this-close` is market-on-close and optimistic: the close is known only once it is over. */
export const FILL_MODES = ['next-open', 'next-close', 'this-close'] as const
export type FillMode = (typeof FILL_MODES)[number]

/**
 * What a bar that reaches stop and target alike is taken for. `pessimistic`: the stop came first. `optimistic`: the target. `nearest`: the
 * level that lies nearer to the open.
 */
export const INTRABAR_RULES = ['pessimistic', 'optimistic', 'nearest'] as const
export type IntrabarRule = (typeof INTRABAR_RULES)[number]

/** A rate that holds from a cumulative traded value on, in basis points of the value of the fill. */
export type FeeTier = { readonly fromValue: number; readonly bps: number }

/**
 * Fees of one fill: the larger of `minimum` (money) and value x bps + units x perUnit. `tiers`, ascending in `fromValue`, replace `bps` by the
 * rate of the value traded before this fill; empty: `bps` alone.
 */
export type FeeTerms = {
  readonly bps: number
  readonly perUnit: number
  readonly minimum: number
  readonly tiers: readonly FeeTier[]
}

/** Worsening of the fill price as fractions: `bps`, half of `spreadBps`, and `volatilityTimes` x the volatility of a bar known at the decision. */
export type SlippageTerms = { readonly bps: number; readonly spreadBps: number; readonly volatilityTimes: number }

/**
 * Market impact on the fill price, as a fraction, of q units against the volume V of the decision bar and the volatility s of a bar known then:
 * `linear` c q/V; `square-root` c s sqrt(q/V) (Toth et al. 2011, Phys. Rev. X 1). Without a volume the fill is refused.
 */
export type ImpactTerms = { readonly model: 'none' | 'linear' | 'square-root'; readonly coefficient: number }

export type ExecutionTerms = {
  readonly fill: FillMode
  readonly intrabar: IntrabarRule
  readonly fee: FeeTerms
  readonly slippage: SlippageTerms
  readonly impact: ImpactTerms
  /** Most of the decision bar's volume that one fill may take; Infinity: no cap. What exceeds it is not filled. */
  readonly volumeShare: number
  /** A fraction of a short's value a year of 365.25 days, by the clock, on the last close. */
  readonly borrowPerYear: number
  /** Gross value of all positions at most this multiple of equity; 1: a cash account. */
  readonly leverage: number
  /** Units are whole numbers, rounded down. */
  readonly wholeUnits: boolean
}

export const NO_COSTS: ExecutionTerms = {
  fill: 'next-open',
  intrabar: 'pessimistic',
  fee: { bps: 0, perUnit: 0, minimum: 0, tiers: [] },
  slippage: { bps: 0, spreadBps: 0, volatilityTimes: 0 },
  impact: { model: 'none', coefficient: 0 },
  volumeShare: Number.POSITIVE_INFINITY,
  borrowPerYear: 0,
  leverage: 1,
  wholeUnits: false,
}
