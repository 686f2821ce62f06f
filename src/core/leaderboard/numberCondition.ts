import type { Outcome } from '../outcome/outcome.ts'
import { failure, success } from '../outcome/outcome.ts'
import type { BoardMeasure } from './boardMeasures.ts'

/** Values from `least` to `most`; a bound that is `open` does not belong to it. */
export type NumberCondition = {
  readonly kind: 'number'
  readonly key: string
  readonly least: number
  readonly leastOpen: boolean
  readonly most: number
  readonly mostOpen: boolean
}

const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*%?`
const COMPARISON = new RegExp(`^(>=|<=|>|<)\\s*(${NUMBER})$`, 'i')
const RANGE = new RegExp(`^(${NUMBER})?\\s*\\.\\.\\s*(${NUMBER})?$`, 'i')
const WRITE = 'Write a comparison or a range: >1.5, >=50, <0.2, <20%, 1..2, 1.. or ..2'

/** `>1.5`, `<=20%`, `1..2`, `1..`, `..2`. Errors: `filter-invalid`, `filter-out-of-range`. */
export function numberCondition(measure: BoardMeasure, text: string): Outcome<NumberCondition> {
  const comparison = COMPARISON.exec(text)
  const range = comparison === null ? RANGE.exec(text) : null
  const operator = comparison?.[1] ?? '>=<='
  const lowText = comparison === null ? range?.[1] : operator[0] === '>' ? comparison[2] : undefined
  const highText = comparison === null ? range?.[2] : operator[0] === '<' ? comparison[2] : undefined
  if (lowText === undefined && highText === undefined) return unreadable(measure, text)
  const low = lowText === undefined ? Number.NEGATIVE_INFINITY : numberOf(lowText)
  const high = highText === undefined ? Number.POSITIVE_INFINITY : numberOf(highText)
  if (`${lowText}${highText}`.includes('%') && measure.unit !== 'fraction')
    return failure('filter-invalid', `${measure.label} is no share, so ${measure.name} cannot be in percent.`, WRITE)
  for (const bound of [low, high])
    if (Number.isFinite(bound) && !isPossible(measure, bound)) return outOfRange(measure, bound)
  if (Number.isNaN(low) || Number.isNaN(high) || low > high) return unreadable(measure, text)
  return success({
    kind: 'number',
    key: measure.key,
    least: low,
    leastOpen: operator === '>',
    most: high,
    mostOpen: operator === '<',
  })
}

/** NaN for what is too large for a number: a bound that nothing can reach is a slip of the pen. */
function numberOf(text: string): number {
  const percent = text.endsWith('%')
  const value = Number(percent ? text.slice(0, -1).trim() : text.trim())
  if (!Number.isFinite(value)) return Number.NaN
  return percent ? value / 100 : value
}

function isPossible({ least, most }: BoardMeasure, value: number): boolean {
  return (least === null || value >= least) && (most === null || value <= most)
}

function unreadable({ name }: BoardMeasure, text: string): Outcome<never> {
  return failure('filter-invalid', `The condition on ${name} cannot be read: ${JSON.stringify(text)}.`, WRITE)
}

function outOfRange({ name, label, least, most }: BoardMeasure, value: number): Outcome<never> {
  const range = most === null ? `${least ?? 'anything'} or more` : `from ${least ?? 'anything'} to ${most}`
  return failure(
    'filter-out-of-range',
    `The filter asks ${name} for ${value}, but ${label.toLowerCase()} is ${range}.`,
    'Shares are fractions: 20 % is 0.20, or 20%. A drawdown is a positive number.',
  )
}

export function meetsNumber({ least, leastOpen, most, mostOpen }: NumberCondition, value: number): boolean {
  return (leastOpen ? value > least : value >= least) && (mostOpen ? value < most : value <= most)
}
