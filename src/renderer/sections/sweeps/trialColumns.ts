import type { SweepView } from '../../../core/contract/workbench/sweepViews.ts'
import { figureNamed } from '../../../core/metrics/performance/figureNames.ts'
import {
  compactText,
  countText,
  moneyText,
  NOT_KNOWN,
  percentText,
  ratioText,
  writtenText,
} from '../../ui/numberText.ts'

/** What is kept of each trial under one name, and how it is read. `choices`: names of values that are no numbers. */
export type TrialColumn = {
  readonly name: string
  readonly title: string
  readonly kind: 'parameter' | 'figure' | 'other'
  readonly explanation: string
  readonly choices: readonly string[] | null
  readonly isShare: boolean
  text(value: number | null): string
}

const OTHERS: Readonly<Record<string, readonly [title: string, explanation: string]>> = {
  score: [
    'Score',
    'What the sweep ranks by: its objective, turned so that more is better. None where a constraint is broken or the figure has no value.',
  ],
  end_equity: ['End equity', 'Equity at the last close, after all costs. Unit: quote currency.'],
  bar_mean: ['Mean a bar', 'Mean return of a bar. Unit: fraction.'],
  bar_deviation: ['Deviation a bar', 'Standard deviation of the returns of bars. Unit: fraction.'],
  held_bars: ['Bars held', 'Bars at whose close a position was open. Unit: count.'],
  fees: ['Fees', 'Commissions paid. Unit: quote currency.'],
  financing: ['Financing', 'Borrow and funding paid. Unit: quote currency.'],
  traded_value: ['Traded value', 'Sum of the values of all fills. Unit: quote currency.'],
}
const COUNTS: readonly string[] = ['num_trades', 'held_bars']
const MONEY: readonly string[] = ['end_equity', 'fees', 'financing', 'traded_value']
const CHOICE = '_choice'

/** Every column of the trials of a sweep but the pass, in the order of the file. */
export function trialColumns({ columns, manifest }: Pick<SweepView, 'columns' | 'manifest'>): readonly TrialColumn[] {
  return columns.flatMap((name) => {
    if (name === 'fold') return []
    const axis = manifest.axes.find((one) => (one.isOrdered ? one.name : `${one.name}${CHOICE}`) === name)
    return [axis === undefined ? figureColumn(name) : parameterColumn(name, axis)]
  })
}

function parameterColumn(
  name: string,
  { name: title, domain, isOrdered }: SweepView['manifest']['axes'][number],
): TrialColumn {
  const choices = isOrdered || domain.kind !== 'list' ? null : domain.values.map((value) => choiceText(value))
  return {
    name,
    title,
    kind: 'parameter',
    explanation: 'A parameter that the sweep varies, as it stands in the specification.',
    choices,
    isShare: false,
    text: (value) => {
      if (value === null) return NOT_KNOWN
      return choices === null ? writtenText(value) : (choices[value] ?? NOT_KNOWN)
    },
  }
}

function choiceText(value: unknown): string {
  if (value === null) return 'none'
  return Array.isArray(value) ? value.join(' ') : String(value)
}

function figureColumn(name: string): TrialColumn {
  const figure = figureNamed(name)
  const [title, explanation] = OTHERS[name] ?? [figure?.label ?? name, figureWords(figure)]
  const isShare = figure?.unit === 'fraction'
  return {
    name,
    title,
    kind: figure === null && name !== 'score' ? 'other' : 'figure',
    explanation,
    choices: null,
    isShare,
    text: (value) => figureText(name, isShare, value),
  }
}

function figureWords(figure: ReturnType<typeof figureNamed>): string {
  return figure === null ? '' : `${figure.definition} Unit: ${figure.unit}.`
}

function figureText(name: string, isShare: boolean, value: number | null): string {
  if (COUNTS.includes(name)) return countText(value)
  if (MONEY.includes(name)) return moneyText(value)
  if (isShare) return percentText(value, { digits: 1 })
  if (name.startsWith('bar_')) return value === null ? NOT_KNOWN : compactText(value)
  return ratioText(value)
}

/** Short enough for an axis. */
export function tickText({ choices, isShare, text }: TrialColumn): (value: number) => string {
  if (choices !== null) return text
  return (value) => {
    if (!isShare) return compactText(value)
    return Math.abs(value) < 10 ? percentText(value, { digits: 0 }) : `${compactText(value * 100)}\u00a0%`
  }
}
