export type Definition = { readonly name: string; readonly unit: string; readonly text: string }

/** What a tooltip says of a statistic: short; formula, convention and source stand in docs/methods.md. */
export const DEFINITIONS = {
  startCapital: {
    name: 'Start capital',
    unit: 'quote currency',
    text: 'What the account holds before the first test day.',
  },
  endEquity: {
    name: 'End equity',
    unit: 'quote currency',
    text: 'Equity at the last UTC-day end of the stitched tests, after fees, slippage and borrow.',
  },
  profit: { name: 'Profit', unit: 'quote currency', text: 'End equity less start capital, after all costs.' },
  totalReturn: { name: 'Total return', unit: 'fraction', text: 'Profit as a share of the start capital, compounded.' },
  cagr: {
    name: 'Growth a year',
    unit: 'fraction a year',
    text: 'Compound growth by count of UTC days, 365 a year. Over less than a year it extrapolates.',
  },
  avgMonthlyProfit: {
    name: 'Average month',
    unit: 'quote currency a month',
    text: 'Mean profit of the complete UTC calendar months; a month with a missing day is left out.',
  },
  sharpe: {
    name: 'Sharpe ratio',
    unit: 'a year',
    text: 'Mean over standard deviation of UTC-day returns times the square root of 365; flat days count (Sharpe 1994).',
  },
  sortino: {
    name: 'Sortino ratio',
    unit: 'a year',
    text: 'Mean daily return over the downside deviation taken over all days, annualised (Sortino & van der Meer 1991).',
  },
  maxDrawdown: {
    name: 'Worst drawdown',
    unit: 'fraction',
    text: 'Deepest fall below the running peak at UTC-day ends, a positive fraction; losses made good within a day are not in it.',
  },
  calmar: {
    name: 'Calmar ratio',
    unit: 'a year',
    text: 'Growth a year over the worst drawdown of the same window (Young 1991).',
  },
  ulcer: {
    name: 'Ulcer index',
    unit: 'fraction',
    text: 'Root mean square of the drawdown over all days (Martin 1987).',
  },
  valueAtRisk: {
    name: 'Value at risk, 5 %',
    unit: 'fraction a day',
    text: 'The daily return that the worst 5 % of days reach or fall below; a loss is negative.',
  },
  conditionalValueAtRisk: {
    name: 'Expected shortfall, 5 %',
    unit: 'fraction a day',
    text: 'Mean of the days at or below the 5 % value at risk; a loss is negative (Acerbi & Tasche 2002).',
  },
  trades: {
    name: 'Trades',
    unit: 'count',
    text: 'Trades decided in the stitched tests, one position at a time.',
  },
  winRate: {
    name: 'Winning trades',
    unit: 'fraction',
    text: 'Wins over wins and losses, net of costs; a trade of exactly 0 is neither.',
  },
  profitFactor: {
    name: 'Profit factor',
    unit: 'ratio',
    text: 'Gross gain over gross loss of trades, net of costs; not available without a losing trade.',
  },
  netExpectancy: {
    name: 'Net expectancy',
    unit: 'fraction of equity a trade',
    text: 'Mean net return of a trade, position size included, after costs.',
  },
  exposure: {
    name: 'Time in the market',
    unit: 'fraction of the clock',
    text: 'Share of the days of the tests in which a position was open, from the decision to the exit.',
  },
  positionSize: {
    name: 'Average position',
    unit: 'fraction of equity',
    text: 'Gross notional over equity at entry, mean over trades; at most 1, there is no leverage.',
  },
  rollingSharpe: {
    name: 'Rolling Sharpe ratio',
    unit: 'a year',
    text: 'Sharpe ratio of the last 90 UTC days, annualised; its own noise is large, about 2 either way.',
  },
  costStress: {
    name: 'Cost stress',
    unit: 'quote currency',
    text: 'Profit with fee, slippage and borrow multiplied alike; the gate reads it at 1.5 times.',
  },
  delayedEntry: {
    name: 'Entry a bar late',
    unit: 'quote currency',
    text: 'Profit where every event is decided one bar later than it fired.',
  },
  bootstrap: {
    name: 'Bootstrapped mean month',
    unit: 'quote currency a month',
    text: 'Mean month of UTC-day returns resampled in blocks of 10 days on average (Politis & Romano 1994).',
  },
  monteCarloDrawdown: {
    name: 'Drawdown by luck of order',
    unit: 'fraction',
    text: 'Worst drawdown of the same trades in shuffled blocks of 5: it tells how lucky the order was, never whether there is an edge.',
  },
  placebo: {
    name: 'Placebo p-value',
    unit: 'probability',
    text: '(1 + shifted searches that score as well as the real one) over (1 + shifts); the whole search is repeated (Phipson & Smyth 2010).',
  },
  placeboScore: {
    name: 'Placebo score',
    unit: 'Sharpe ratio a day',
    text: 'Sharpe ratio per UTC day of the stitched tests, before models and iteration.',
  },
  neighbours: {
    name: 'Neighbourhood',
    unit: 'quote currency',
    text: 'The last fold’s choice with one grid value moved a single step, traded in every test; an edge should not stand on one value.',
  },
  deflatedSharpe: {
    name: 'Deflated Sharpe ratio',
    unit: 'probability',
    text: 'Probability that the true Sharpe ratio beats the best one expected by luck of all recorded trials (Bailey & Lopez de Prado 2014).',
  },
  expectedMaximumSharpe: {
    name: 'Best expected by luck',
    unit: 'Sharpe ratio a year',
    text: 'What the best of that many trials without skill is expected to reach; it grows with their number and their spread.',
  },
  trials: {
    name: 'Trials counted',
    unit: 'count',
    text: 'Every evaluation of any configuration on these symbols in the ledger, failed and deleted ones included.',
  },
  holdOutOpenings: {
    name: 'Openings',
    unit: 'count',
    text: 'Distinct looks at these sealed bars on record; each one multiplies the p-value.',
  },
  holdOutP: {
    name: 'Hold-out p-value',
    unit: 'probability',
    text: 'One-sided, normal, of the mean net return of the hold-out’s trades being above zero.',
  },
  holdOutPAdjusted: {
    name: 'p times openings',
    unit: 'probability',
    text: 'Hold-out p-value times the number of openings, at most 1 (Bonferroni).',
  },
  simulatedFilter: {
    name: 'Simulated filter',
    unit: 'quote currency',
    text: 'Looks ahead by design: what a filter of the stated precision and recall would have been worth. An upper bound, never evidence.',
  },
} as const satisfies Readonly<Record<string, Definition>>
