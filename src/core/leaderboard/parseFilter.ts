import { ENTRY_KINDS, RISK_PROFILES, type RiskProfile } from '../contract/leaderboard.ts'
import { nearestName } from '../outcome/nearestName.ts'
import type { Outcome } from '../outcome/outcome.ts'
import { failure, success } from '../outcome/outcome.ts'
import type { GateState } from '../robustness/profileGates.ts'
import { MEASURE_NAMES, measureNamed, SHORT_MEASURES } from './boardMeasures.ts'
import { REVIEW_STATES } from './boardRow.ts'
import { type FilterPart, filterParts } from './filterParts.ts'
import { type NumberCondition, numberCondition } from './numberCondition.ts'
import { type PeriodCondition, periodCondition } from './periodCondition.ts'

const GATE_STATES: readonly GateState[] = ['pass', 'fail', 'not-enough-data']
/** What a text is compared with, letter by letter but for capitals; of a list one of these. */
const TEXT_FIELDS = {
  kind: ENTRY_KINDS,
  review: REVIEW_STATES,
  fill: ['optimistic', 'next'],
  subject: null,
  symbol: null,
  workspace: null,
  interval: null,
  pack: null,
} as const
type TextField = keyof typeof TEXT_FIELDS
type TextCondition = { readonly kind: 'text'; readonly field: TextField; readonly value: string }

export type FilterCondition = NumberCondition | PeriodCondition | TextCondition
/** `profile`: whose gates judge, where not those that the entry itself asks for. */
export type LeaderboardFilter = {
  readonly profile: RiskProfile | null
  readonly gate: GateState | null
  readonly conditions: readonly FilterCondition[]
}

export const NO_FILTER: LeaderboardFilter = { profile: null, gate: null, conditions: [] }
const KEYS = ['gate', 'profile', 'period', ...Object.keys(TEXT_FIELDS), ...SHORT_MEASURES, ...MEASURE_NAMES]

/**
 * `gate:pass,sharpe:>1.5,trades:>=50,profile:Balanced,pack:...,period:2020..2022`: all of them must hold. A figure may be named twice, everything else once.
 * Errors: those of `filterParts`, `filter-key-unknown` and `filter-value-unknown` (naming the nearest), `filter-twice`, `filter-invalid`, `filter-out-of-range`.
 */
export function parseFilter(text: string): Outcome<LeaderboardFilter> {
  const parts = filterParts(text)
  if (!parts.ok) return parts
  const twice = parts.value.find(
    ({ key }, row) => measureNamed(key) === null && parts.value.findIndex((part) => part.key === key) < row,
  )
  if (twice !== undefined)
    return failure(
      'filter-twice',
      `The filter names ${twice.key} twice.`,
      'All conditions must hold; keep one of them.',
    )
  let filter = NO_FILTER
  for (const part of parts.value) {
    const next = withPart(filter, part)
    if (!next.ok) return next
    filter = next.value
  }
  return success(filter)
}

function withPart(filter: LeaderboardFilter, part: FilterPart): Outcome<LeaderboardFilter> {
  if (part.key === 'gate') {
    const gate = oneOf(part, GATE_STATES)
    return gate.ok ? success({ ...filter, gate: gate.value }) : gate
  }
  if (part.key === 'profile') {
    const profile = oneOf(part, RISK_PROFILES)
    return profile.ok ? success({ ...filter, profile: profile.value }) : profile
  }
  const condition = conditionOf(part)
  return condition.ok ? success({ ...filter, conditions: [...filter.conditions, condition.value] }) : condition
}

function conditionOf(part: FilterPart): Outcome<FilterCondition> {
  if (part.key === 'period') return periodCondition(part.value)
  if (isTextField(part.key)) return textCondition(part, part.key)
  const measure = measureNamed(part.key)
  return measure === null ? unknownKey(part) : numberCondition(measure, part.value)
}

function isTextField(key: string): key is TextField {
  return Object.hasOwn(TEXT_FIELDS, key)
}

function textCondition(part: FilterPart, field: TextField): Outcome<TextCondition> {
  const known = TEXT_FIELDS[field]
  if (known === null) return success({ kind: 'text', field, value: part.value.toLowerCase() })
  const value = oneOf<string>(part, known)
  return value.ok ? success({ kind: 'text', field, value: value.value }) : value
}

function oneOf<T extends string>({ key, value }: FilterPart, known: readonly T[]): Outcome<T> {
  const found = known.find((name) => name.toLowerCase() === value.toLowerCase())
  if (found !== undefined) return success(found)
  const near = nearestName(value, known)
  const list = `Known are ${known.join(', ')}.`
  return failure(
    'filter-value-unknown',
    `The filter asks ${key} for ${JSON.stringify(value)}, which it cannot be.`,
    near === null ? list : `Did you mean ${near}? ${list}`,
  )
}

function unknownKey({ key }: FilterPart): Outcome<never> {
  const near = nearestName(key, KEYS)
  const list = `Known are ${KEYS.join(', ')}.`
  return failure(
    'filter-key-unknown',
    `There is no "${key}" to filter by.`,
    near === null ? list : `Did you mean ${near}? ${list}`,
  )
}
