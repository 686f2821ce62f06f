/** What each field of a robustness suite means, by its path. */
export const ROBUSTNESS_MEANINGS: Readonly<Record<string, string>> = {
  seed: 'Seed of all draws; without it that of the workspace.',
  cost_times: 'What all costs are multiplied by: fees, slippage, spread, impact and borrow.',
  delay_bars: 'By how many bars every signal comes later. The gate reads 1.',
  resamples: 'Resamples of the returns and of the trades.',
  synthetic_markets: 'Markets made of resampled bars, on each of which the whole strategy runs anew.',
  block_bars: 'Mean length of a block of bars; null: by the clustering of volatility (Politis & White).',
  skip_shares: 'Shares of the closed trades that are left out. The gate reads 0.2.',
  parameter_steps: 'Relative steps of each parameter, to both sides. Each neighbour is a trial of the ledger.',
  placebos: 'Strategies without its timing: shifted signals, and random entries.',
  pessimistic: 'What is taken on the assumption card where the backtest assumes better.',
  'pessimistic.spread': 'Bid to ask, as a fraction of the price.',
  'pessimistic.slippage_volatility': 'Slippage as a multiple of the volatility of a bar, beside the fixed one.',
  'pessimistic.impact_coefficient': 'Of the square-root impact.',
  'pessimistic.volume_share': 'Most of the volume of a bar that a fill may take; the rest is not filled.',
  'pessimistic.borrow_per_year': 'A fraction of the value of a short a year.',
}
