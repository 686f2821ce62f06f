export type TradeDirection = 'long' | 'short'

/**
 * One statement that can be tested: after an event of `family` on `symbol`, where `condition` holds at the close of its bar, a trade in `direction` from the
 * next open to the close `horizonBars` later earns more than at comparable times. `condition` is `any` or `dimension:state`, as `volatility:high`.
 */
export type Hypothesis = {
  /** `symbol|family|condition|direction|horizonBars`: what makes it a trial in the ledger. */
  readonly id: string
  readonly symbol: string
  readonly family: string
  readonly condition: string
  readonly direction: TradeDirection
  readonly horizonBars: number
}

/** What hypotheses are made of: every combination is one, and all of them are counted before the first is tested. */
export type DiscoveryGrammar = {
  readonly symbols: readonly string[]
  readonly families: readonly string[]
  readonly conditions: readonly string[]
  readonly directions: readonly TradeDirection[]
  readonly horizonsBars: readonly number[]
}
