import type { SweepSpec } from '../../contract/backtestSpec.ts'
import { nearestName } from '../../outcome/nearestName.ts'
import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import { CONFIGURATION_FIGURES } from './configurationBlock.ts'

/**
 * Figures of a configuration as a sweep ranks and filters them; NaN where there is none. Days are those of the calendar; the drawdown is at closes of bars, so it is no
 * shallower than the daily one of a backtest.
 */
export const SWEEP_FIGURES = [
  'sharpe_ratio',
  'sortino_ratio',
  'calmar_ratio',
  'total_return',
  'annual_return',
  'profit_factor',
  'win_rate',
  'max_drawdown',
  'num_trades',
] as const
export type SweepFigure = (typeof SWEEP_FIGURES)[number]

const ALIASES: Readonly<Record<string, SweepFigure>> = {
  sharpe: 'sharpe_ratio',
  sortino: 'sortino_ratio',
  calmar: 'calmar_ratio',
  return: 'total_return',
  drawdown: 'max_drawdown',
  trades: 'num_trades',
  total_trades: 'num_trades',
}

/** `days`: how many days the span has; `daysPerYear` as the clock counts them. */
export type FigureTerms = { readonly startCash: number; readonly days: number; readonly daysPerYear: number }

export const FIGURE_WIDTH = CONFIGURATION_FIGURES.length
const place = Object.fromEntries(CONFIGURATION_FIGURES.map((name, index) => [name, index]))
const END = place.endEquity!
const DRAWDOWN = place.maximumDrawdown!
const MEAN = place.dayMean!
const DEVIATION = place.dayDeviation!
const DOWNSIDE = place.dayDownside!
const TRADES = place.closedTrades!
const WINS = place.wins!
const LOSSES = place.losses!
const PROFIT = place.grossProfit!
const LOSS = place.grossLoss!

/** A spread this small beside the mean is rounding noise. */
const NOISE = 1e-12

/** Sharpe ratio of a day; NaN without a spread. Per period: what the ledger and the deflated ratio take. */
export function daySharpe(figures: Float64Array, at: number): number {
  const mean = figures[at + MEAN]!
  const spread = figures[at + DEVIATION]!
  return spread > NOISE * Math.abs(mean) ? mean / spread : Number.NaN
}

/** One figure of the row of CONFIGURATION_FIGURES that begins at `at`. */
export function figureOfRow(figure: SweepFigure, figures: Float64Array, at: number, terms: FigureTerms): number {
  const { startCash, days, daysPerYear } = terms
  const growth = figures[at + END]! / startCash
  switch (figure) {
    case 'sharpe_ratio':
      return daySharpe(figures, at) * Math.sqrt(daysPerYear)
    case 'sortino_ratio':
      return over(figures[at + MEAN]! * Math.sqrt(daysPerYear), figures[at + DOWNSIDE]!)
    case 'total_return':
      return growth - 1
    case 'annual_return':
      return annual(growth, days, daysPerYear)
    case 'calmar_ratio':
      return over(annual(growth, days, daysPerYear), figures[at + DRAWDOWN]!)
    case 'profit_factor':
      return over(figures[at + PROFIT]!, figures[at + LOSS]!)
    case 'win_rate':
      return over(figures[at + WINS]!, figures[at + WINS]! + figures[at + LOSSES]!)
    case 'max_drawdown':
      return figures[at + DRAWDOWN]!
    case 'num_trades':
      return figures[at + TRADES]!
  }
}

/** Compound growth a year, however short the span: ranks of one sweep only. */
function annual(growth: number, days: number, daysPerYear: number): number {
  return growth > 0 ? growth ** (daysPerYear / days) - 1 : -1
}

function over(above: number, below: number): number {
  return below > 0 ? above / below : Number.NaN
}

/** Higher is better: what is to be small has the other sign. */
export function scoreOf(figure: SweepFigure, value: number): number {
  return figure === 'max_drawdown' ? -value : value
}

export type SweepConstraint = {
  readonly figure: SweepFigure
  readonly operator: '<' | '<=' | '>' | '>='
  readonly threshold: number
}

const RULE = /^\s*(<=|>=|<|>)\s*(-?\d+(?:\.\d+)?(?:e-?\d+)?)\s*(%?)\s*$/i

/** `max_drawdown: "< 0.2"`. Errors: `unknown-figure`, `bad-constraint`. */
export function readConstraints(given: SweepSpec['constraints']): Outcome<readonly SweepConstraint[]> {
  const constraints: SweepConstraint[] = []
  for (const [name, text] of Object.entries(given)) {
    const figure = SWEEP_FIGURES.find((known) => known === (ALIASES[name] ?? name))
    if (figure === undefined) return unknownFigure(name)
    const match = RULE.exec(text)
    const operator = operatorOf(match?.[1])
    if (match === null || operator === null)
      return failure(
        'bad-constraint',
        `The constraint ${name} is no comparison: ${JSON.stringify(text)}.`,
        'Write a comparison and a number, as in: max_drawdown: "< 0.2".',
      )
    constraints.push({ figure, operator, threshold: Number(match[2]) / (match[3] === '%' ? 100 : 1) })
  }
  return success(constraints)
}

function unknownFigure(name: string): Outcome<never> {
  const near = nearestName(name, SWEEP_FIGURES)
  return failure(
    'unknown-figure',
    `A sweep knows no figure "${name}" to set a constraint on.`,
    near === null ? `It knows: ${SWEEP_FIGURES.join(', ')}.` : `Did you mean ${near}?`,
  )
}

function operatorOf(text: string | undefined): SweepConstraint['operator'] | null {
  return text === '<' || text === '<=' || text === '>' || text === '>=' ? text : null
}

/** Whether a row keeps all constraints; a figure that it has not got keeps none. */
export function keepsConstraints(
  constraints: readonly SweepConstraint[],
  figures: Float64Array,
  at: number,
  terms: FigureTerms,
): boolean {
  return constraints.every(({ figure, operator, threshold }) => {
    const value = figureOfRow(figure, figures, at, terms)
    if (operator === '<') return value < threshold
    if (operator === '<=') return value <= threshold
    return operator === '>' ? value > threshold : value >= threshold
  })
}
