import { DISCOVERY_DEFINITIONS } from './discoveryDefinitions.ts'

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
    text: 'Growth a year over the worst drawdown of the same window (Young 1991); not extrapolated from under a year (360 days).',
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
  calibration: {
    name: 'Calibration',
    unit: 'fraction',
    text: 'Test events in groups of equal count by probability: what was foretold beside the share that gained, with its 95 % interval as if events were independent (Wilson 1927).',
  },
  areaUnderRoc: {
    name: 'Area under the ROC curve',
    unit: 'probability',
    text: 'Chance that a gain was given a higher probability than a loss, ties half; 0.5 knows nothing (Hanley & McNeil 1982).',
  },
  averagePrecision: {
    name: 'Average precision',
    unit: 'fraction',
    text: 'Precision weighted by the steps in recall; the base rate is what chance would have (Davis & Goadrich 2006).',
  },
  permutationImportance: {
    name: 'Permutation importance',
    unit: 'nats',
    text: 'Rise of the log loss on test events when one feature is shuffled, mean of 5 shuffles; features that repeat each other share it (Breiman 2001).',
  },
  thresholdCurve: {
    name: 'Threshold curve',
    unit: 'fraction of the notional',
    text: 'Net return of the test events whose probability reaches the threshold. The thresholds in use were frozen on validation data, before these events.',
  },
  purge: {
    name: 'Purge and embargo',
    unit: 'rows, bars',
    text: 'Purge: training events whose label leaves the training block are left out. Embargo: bars after a test in which no training label may start (López de Prado 2018).',
  },
  bootstrapFan: {
    name: 'Resampled equity',
    unit: 'quote currency',
    text: 'UTC-day returns drawn anew in blocks of 10 days on average, 1,000 times, compounded from the start capital. Bands are taken day by day (Politis & Romano 1994).',
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
    text: 'Every evaluation of any configuration on any of these symbols in the ledger, alone or with others, failed and deleted ones included.',
  },
  effectiveTrials: {
    name: 'Independent trials',
    unit: 'trials',
    text: 'Trials that move together, told by their UTC-day returns, counted as fewer. It stands beside the raw count, which judges.',
  },
  overfitting: {
    name: 'Probability of overfitting',
    unit: 'probability',
    text: 'Share of halvings of the days in which the best of one half is no better than the middle one in the other (Bailey et al. 2017). Near 50 %: choosing adds nothing.',
  },
  holdOutOpenings: {
    name: 'Openings',
    unit: 'count',
    text: 'Distinct looks on record at sealed bars of any of these symbols; each one multiplies the p-value.',
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
  eventStrength: {
    name: 'Strength',
    unit: 'the detector’s own',
    text: 'How far past its threshold the detector was at the close of the event’s bar.',
  },
  eventRegime: {
    name: 'Regime',
    unit: 'tercile',
    text: 'Volatility at the close of the event: tercile of its range among the last 720 bars.',
  },
  dayPart: {
    name: 'Part of the day',
    unit: 'name',
    text: 'Crypto: quarter of the UTC day, by hours. Equity: the first two hours of the session, the middle, and from the fifth hour on.',
  },
  grossReturn: {
    name: 'Gross',
    unit: 'fraction of the notional',
    text: 'What the trade made from its fills alone, before fees, slippage and borrow.',
  },
  sideCosts: {
    name: 'Fees and slippage',
    unit: 'fraction of the notional',
    text: 'Fee and slippage of both sides, the way in and the way out.',
  },
  borrowCost: {
    name: 'Borrow',
    unit: 'fraction of the notional',
    text: 'Rent of what was sold short, for as long as it was held.',
  },
  netReturn: {
    name: 'Net return',
    unit: 'fraction of the notional',
    text: 'Gross less fees, slippage and borrow.',
  },
  tradeWeight: {
    name: 'Size',
    unit: 'fraction of equity',
    text: 'Gross notional over equity at entry; 1 % of equity is at risk to the stop, and never more than all of it is used.',
  },
  tradeNotional: {
    name: 'Notional',
    unit: 'quote currency',
    text: 'Gross value traded at entry: size times the equity it was sized on; the pair holds half of it in each leg.',
  },
  tradeProfit: {
    name: 'Profit',
    unit: 'quote currency',
    text: 'What the account gained or lost by this trade, after all costs.',
  },
  filterProbability: {
    name: 'Probability',
    unit: 'probability',
    text: 'What the trained filter gave this event of ending with a gain, from what was known at its close. It was trained on the block before the test that the event lies in.',
  },
  filterThreshold: {
    name: 'Threshold',
    unit: 'probability',
    text: 'Events at or above it are taken; chosen on validation events up to the block of the fold itself, before its test begins.',
  },
  simulatedFilter: {
    name: 'Simulated filter',
    unit: 'quote currency',
    text: 'Looks ahead by design: what a filter of the stated precision and recall would have been worth. An upper bound, never evidence.',
  },
  suiteVerdict: {
    name: 'Verdict of a part',
    unit: 'word',
    text: 'Holds: all of its gates pass; breaks: one fails. Nothing can be said without a value or a profit, or below 30 closed trades or 60 days.',
  },
  breakEvenCosts: {
    name: 'Break-even of the costs',
    unit: 'multiple of all costs',
    text: 'The multiple of fees, slippage, spread, impact and borrow at which the profit is gone; 0: it loses before costs.',
  },
  signalDelay: {
    name: 'Delay',
    unit: 'bars',
    text: 'The same signals, each so many bars of its instrument later, filled and left as specified.',
  },
  assumptionCard: {
    name: 'Assumption card',
    unit: 'quote currency',
    text: 'What every fill takes for granted: the profit under the pessimistic choice of each alone, and under all of them together.',
  },
  accountBootstrap: {
    name: 'Luck of the days',
    unit: 'quote currency',
    text: 'The account’s days drawn anew in blocks (stationary bootstrap). The mean of the sample is kept: it shows the luck in these days, not whether there is an edge.',
  },
  resampledMarkets: {
    name: 'Resampled markets',
    unit: 'annual Sharpe ratio',
    text: 'Bars drawn anew in long blocks, all instruments together and at their time of day, joined to new price paths; on each the whole strategy runs anew.',
  },
  tradesLeftOut: {
    name: 'Trades in other orders, and left out',
    unit: 'fraction of equity',
    text: 'Another order of the same trades changes drawdowns only, never the return. Left out: a share of the trades by chance, or the best of them.',
  },
  parameterSteps: {
    name: 'Neighbouring parameters',
    unit: 'annual Sharpe ratio',
    text: 'Each number of strategy and exits moved by 10 and 20 %, one at a time. A plateau keeps half of the Sharpe ratio all around; each neighbour is a trial.',
  },
  regimeSplit: {
    name: 'Regimes',
    unit: 'quote currency',
    text: 'Profit by volatility and trend of 100 bars (20 of days), known at the close before each bar, and by UTC year. Judged from 10 entries on.',
  },
  placeboShifted: {
    name: 'Shifted signals',
    unit: 'annual Sharpe ratio',
    text: 'The same signals turned in a circle to another time: as many, as clustered, with the same exits and sizes.',
  },
  placeboRandom: {
    name: 'Random entries',
    unit: 'annual Sharpe ratio',
    text: 'As many positions, as long and on the same sides, at places drawn by chance: the same exposure without timing.',
  },
  placeboUnordered: {
    name: 'Markets without order',
    unit: 'annual Sharpe ratio',
    text: 'The strategy on bars drawn one by one at their time of day: what it earns where the past says nothing of the future.',
  },
  ...DISCOVERY_DEFINITIONS,
} as const satisfies Readonly<Record<string, Definition>>
