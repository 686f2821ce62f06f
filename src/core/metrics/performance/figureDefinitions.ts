/** What a figure is. `name` is how files and commands write it; `least` and `most` bound what it can be (null: nothing does). */
export type FigureDefinition = {
  readonly name: string
  readonly label: string
  readonly unit: 'fraction' | 'ratio' | 'money' | 'count' | 'days' | 'hours' | 'bars' | 'bps' | 'times a year'
  readonly better: 'high' | 'low' | null
  readonly least: number | null
  readonly most: number | null
  readonly definition: string
}

type Bounds = readonly [least: number | null, most: number | null]
const FREE: Bounds = [null, null]
const SHARE: Bounds = [0, 1]
const POSITIVE: Bounds = [0, null]

function define(
  name: string,
  label: string,
  unit: FigureDefinition['unit'],
  better: FigureDefinition['better'],
  [least, most]: Bounds,
  definition: string,
): FigureDefinition {
  return { name, label, unit, better, least, most, definition }
}

/** Every figure of a backtest: on the calendar clock, after all costs, risk-free rate 0. Formulas and sources: docs/methods/metrics.md. */
export const FIGURES = {
  totalReturn: define(
    'total_return',
    'Cumulative return',
    'fraction',
    'high',
    [-1, null],
    'Last equity over start cash, less 1.',
  ),
  annualReturn: define(
    'annual_return',
    'Annual return',
    'fraction',
    'high',
    [-1, null],
    'Compound growth a year, by count of days; from 360 calendar days on.',
  ),
  volatility: define(
    'annual_volatility',
    'Volatility',
    'fraction',
    'low',
    POSITIVE,
    'Standard deviation of the daily returns times the root of the days in a year.',
  ),
  sharpeRatio: define(
    'sharpe_ratio',
    'Sharpe ratio',
    'ratio',
    'high',
    FREE,
    'Mean over standard deviation of the daily returns, times the root of the days in a year.',
  ),
  sortinoRatio: define(
    'sortino_ratio',
    'Sortino ratio',
    'ratio',
    'high',
    FREE,
    'Mean daily return over the downside deviation of all days, annual.',
  ),
  calmarRatio: define(
    'calmar_ratio',
    'Calmar ratio',
    'ratio',
    'high',
    FREE,
    'Annual return over the largest drawdown.',
  ),
  maxDrawdown: define(
    'max_drawdown',
    'Largest drawdown',
    'fraction',
    'low',
    SHARE,
    'Deepest fall below the highest equity so far, at day ends; a positive fraction.',
  ),
  maxDrawdownDays: define(
    'max_drawdown_days',
    'Longest drawdown',
    'days',
    'low',
    POSITIVE,
    'Longest time from a peak to its recovery, in calendar days; one that still runs counts to the end.',
  ),
  ulcerIndex: define(
    'ulcer_index',
    'Ulcer index',
    'fraction',
    'low',
    SHARE,
    'Root of the mean squared drawdown of all days.',
  ),
  omegaRatio: define(
    'omega_ratio',
    'Omega ratio',
    'ratio',
    'high',
    POSITIVE,
    'Sum of the gains over the sum of the losses of days.',
  ),
  tailRatio: define(
    'tail_ratio',
    'Tail ratio',
    'ratio',
    'high',
    POSITIVE,
    '95th percentile of the daily returns over the 5th, without signs; from 100 days on.',
  ),
  valueAtRisk: define(
    'value_at_risk',
    'Value at risk, 5 %',
    'fraction',
    'high',
    FREE,
    '5th percentile of the daily returns; a loss is negative.',
  ),
  conditionalValueAtRisk: define(
    'conditional_value_at_risk',
    'Expected shortfall, 5 %',
    'fraction',
    'high',
    FREE,
    'Mean of the daily returns at or below the value at risk.',
  ),
  beta: define('beta', 'Beta', 'ratio', null, FREE, 'Slope of the daily returns on those of the benchmark.'),
  alpha: define('alpha', 'Alpha', 'fraction', 'high', FREE, 'Intercept of that line times the days in a year.'),
  informationRatio: define(
    'information_ratio',
    'Information ratio',
    'ratio',
    'high',
    FREE,
    'Mean over standard deviation of the daily difference to the benchmark, annual.',
  ),
  tradeCount: define('num_trades', 'Trades', 'count', null, POSITIVE, 'Closed positions, from flat to flat.'),
  winRate: define(
    'win_rate',
    'Win rate',
    'fraction',
    'high',
    SHARE,
    'Wins over wins and losses; trades of exactly 0 are apart.',
  ),
  profitFactor: define(
    'profit_factor',
    'Profit factor',
    'ratio',
    'high',
    POSITIVE,
    'Money won over money lost by closed trades.',
  ),
  expectancy: define('expectancy', 'Expectancy', 'money', 'high', FREE, 'Mean profit of a closed trade.'),
  tradeReturn: define(
    'average_trade_return',
    'Mean return of a trade',
    'fraction',
    'high',
    FREE,
    'Mean of profit over the equity just before the entry.',
  ),
  systemQuality: define(
    'sqn',
    'System quality number',
    'ratio',
    'high',
    FREE,
    'Root of the number of trades times mean over deviation of their returns; from 30 trades on.',
  ),
  averageHoldingBars: define(
    'average_holding_bars',
    'Mean holding',
    'bars',
    null,
    POSITIVE,
    'Bars from the bar of the entry to the bar of the exit.',
  ),
  averageHoldingHours: define(
    'average_holding_hours',
    'Mean holding',
    'hours',
    null,
    POSITIVE,
    'Time from the start of the entry bar to the start of the exit bar, nights and weekends included.',
  ),
  exposure: define(
    'exposure',
    'Time in the market',
    'fraction',
    null,
    SHARE,
    'Share of the bars at whose close something was held.',
  ),
  grossExposure: define(
    'gross_exposure',
    'Mean gross exposure',
    'fraction',
    null,
    POSITIVE,
    'Value of all positions, without sign, over equity: mean over all bars.',
  ),
  turnover: define(
    'turnover',
    'Turnover',
    'times a year',
    'low',
    POSITIVE,
    'Value bought and sold over the mean equity, a year.',
  ),
  costs: define('costs', 'Costs', 'money', 'low', FREE, 'Fees, slippage and impact, borrow and funding.'),
  costShareOfGross: define(
    'cost_share_of_gross',
    'Costs of gross profit',
    'fraction',
    'low',
    FREE,
    'Costs over the profit before them.',
  ),
  costPaidBps: define('cost_paid_bps', 'Cost paid', 'bps', 'low', FREE, 'Costs over the value traded.'),
  breakEvenCostBps: define(
    'break_even_cost_bps',
    'Break-even cost',
    'bps',
    'high',
    POSITIVE,
    'Profit before costs over the value traded: the cost at which nothing is left, sizes unchanged.',
  ),
} as const

export type FigureKey = keyof typeof FIGURES
