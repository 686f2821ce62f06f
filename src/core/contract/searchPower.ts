/** What could be found before anything is looked for. Ratios are annual, years of the periods in which one reckons. */
export type SearchPower = {
  readonly years: number
  readonly trials: number
  /** The deflated probability that is asked for, and the probability of passing it that is meant by "found". */
  readonly confidence: number
  readonly power: number
  /** Best Sharpe ratio that so many trials without skill are expected to show. */
  readonly expectedBest: number
  /** Least true Sharpe ratio that would be found. Null: none, with so few periods. */
  readonly detectable: number | null
  /** The true Sharpe ratio that one hopes for. */
  readonly target: number
  /** Years before it would be found among so many trials; null: not in 10,000,000 periods. */
  readonly yearsForTarget: number | null
  /** Years before luck alone is expected to show no more than it. */
  readonly yearsAgainstLuck: number
  /** Independent trials that the years at hand bear before luck alone is expected to show it. */
  readonly trialsForTarget: number
}
