import type { GateDefinition, GateSet } from '../contract/gates.ts'
import { FIGURE_LIST, figureNamed } from '../metrics/performance/figureNames.ts'
import { nearestName } from '../outcome/nearestName.ts'
import type { Outcome } from '../outcome/outcome.ts'
import { failure, success } from '../outcome/outcome.ts'

type Bound = Exclude<GateDefinition, { operator: 'is-true' }>
type Rule = { readonly operator: Bound['operator']; readonly threshold: number }
/** What a rule may be about. */
type Measure = {
  readonly name: string
  readonly key: string
  readonly label: string
  readonly unit: string
  readonly least: number | null
  readonly most: number | null
  readonly definition: string
}

const EVIDENCE: readonly Measure[] = [
  {
    name: 'deflated_sharpe',
    key: 'deflatedSharpe',
    label: 'Deflated Sharpe probability',
    unit: 'fraction',
    least: 0,
    most: 1,
    definition:
      'Probability that the true Sharpe ratio exceeds the best one expected by luck from all recorded trials.',
  },
  {
    name: 'profit_at_costs_150',
    key: 'profitAtCosts150',
    label: 'Profit at 1.5 times the costs',
    unit: 'money',
    least: null,
    most: null,
    definition: 'Profit of the same run at one and a half times its costs.',
  },
  {
    name: 'profit_at_costs_200',
    key: 'profitAtCosts200',
    label: 'Profit at twice the costs',
    unit: 'money',
    least: null,
    most: null,
    definition: 'Profit of the same run at twice its costs.',
  },
]

const NAMES = [...FIGURE_LIST, ...EVIDENCE].map(({ name }) => name)
const RULE = /^\s*(>=|<=|>|<)\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(%?)\s*$/i
const WRITE = 'Write a comparison and a number in quotes, such as "> 1.0" or "< 0.20".'

/**
 * A user's gates (a name for each rule: `sharpe_ratio: "> 1.0"`) on top of a profile. A rule on what the profile asks for already replaces it where it is as strict or stricter, and is
 * contained in it where it is not; one that is looser than the floor of every profile is refused. Others are added. Errors: `gates-file-invalid`, `gate-unknown` (naming the nearest), `gate-unreadable`, `gate-out-of-range`, `gate-twice`, `gate-below-floor`.
 */
export function userGates(rules: unknown, profile: GateSet, floor: GateSet, id: string): Outcome<GateSet> {
  if (typeof rules !== 'object' || rules === null || Array.isArray(rules) || Object.keys(rules).length === 0)
    return failure(
      'gates-file-invalid',
      'The gates file does not hold one rule a line.',
      `${WRITE} Its name stands before it: sharpe_ratio: "> 1.0".`,
    )
  const seen = new Map<string, string>()
  let gates: readonly GateDefinition[] = profile.gates
  for (const [name, text] of Object.entries(rules)) {
    const measure = figureNamed(name) ?? EVIDENCE.find((candidate) => candidate.name === name) ?? null
    if (measure === null) return unknownGate(name)
    const rule = readRule(name, text, measure)
    if (!rule.ok) return rule
    const direction = `${measure.key} ${rule.value.operator[0]}`
    const before = seen.get(direction)
    if (before !== undefined)
      return failure(
        'gate-twice',
        `The gates file asks for the same twice: ${before} and ${name}.`,
        'Keep one of them.',
      )
    seen.set(direction, name)
    const least = boundOn(floor.gates, measure, rule.value)
    if (least !== null && !isAsStrict(rule.value, least)) return belowFloor(measure, rule.value, least)
    gates = withRule(gates, measure, rule.value)
  }
  return success({ schemaVersion: 1, id, gates: [...gates] })
}

function unknownGate(name: string): Outcome<never> {
  const near = nearestName(name, NAMES)
  const hint = near === null ? `Known are ${NAMES.join(', ')}.` : `Did you mean ${near}? Known are ${NAMES.join(', ')}.`
  return failure('gate-unknown', `There is no figure "${name}" to set a gate on.`, hint)
}

function readRule(name: string, text: unknown, measure: Measure): Outcome<Rule> {
  const match = typeof text === 'string' ? RULE.exec(text) : null
  const operator = operatorOf(match?.[1])
  if (match === null || operator === null)
    return failure('gate-unreadable', `The gate ${name} is not a comparison: ${JSON.stringify(text)}.`, WRITE)
  if (match[3] === '%' && measure.unit !== 'fraction')
    return failure('gate-unreadable', `${measure.label} is no share, so ${name} cannot be in percent.`, WRITE)
  const threshold = match[3] === '%' ? Number(match[2]) / 100 : Number(match[2])
  const { least, most } = measure
  if ((least !== null && threshold < least) || (most !== null && threshold > most)) {
    const range = most === null ? `${least ?? 'anything'} or more` : `from ${least} to ${most}`
    return failure(
      'gate-out-of-range',
      `The gate ${name} asks for ${threshold}, but ${measure.label.toLowerCase()} is ${range}.`,
      'Shares are fractions: 20 % is 0.20, or "20%". A drawdown is a positive number.',
    )
  }
  return success({ operator, threshold })
}

function operatorOf(text: string | undefined): Rule['operator'] | null {
  return text === '>' || text === '>=' || text === '<' || text === '<=' ? text : null
}

/** Whether what passes `rule` passes `floor` too; both look the same way. */
function isAsStrict(rule: Rule, floor: Rule): boolean {
  if (rule.threshold === floor.threshold) return rule.operator === floor.operator || rule.operator.length === 1
  return rule.operator.startsWith('>') ? rule.threshold > floor.threshold : rule.threshold < floor.threshold
}

/** The gate on the same measure from the same side. */
function boundOn(gates: readonly GateDefinition[], measure: Measure, rule: Rule): Bound | null {
  for (const gate of gates)
    if (gate.metric === measure.key && gate.operator !== 'is-true' && gate.operator[0] === rule.operator[0]) return gate
  return null
}

function belowFloor({ name }: Measure, rule: Rule, floor: Rule): Outcome<never> {
  return failure(
    'gate-below-floor',
    `The gate ${name} asks for ${rule.operator} ${rule.threshold}, less than the floor of every profile, ${floor.operator} ${floor.threshold}.`,
    'A gates file may add gates and tighten them. Leave the line out to have the floor.',
  )
}

function withRule(gates: readonly GateDefinition[], measure: Measure, rule: Rule): readonly GateDefinition[] {
  const own = boundOn(gates, measure, rule)
  if (own === null) return [...gates, addedGate(measure, rule)]
  const isTighter = isAsStrict(rule, own) && !isAsStrict(own, rule)
  if (!isTighter) return gates
  return gates.map((gate) => (gate === own ? { ...own, ...rule, ...textsOf(measure, rule) } : gate))
}

function addedGate(measure: Measure, rule: Rule): GateDefinition {
  const side = rule.operator.startsWith('>') ? 'least' : 'most'
  return {
    id: `${measure.name.replaceAll('_', '-')}-at-${side}`,
    kind: measure.key === 'tradeCount' ? 'sufficiency' : 'evidence',
    metric: measure.key,
    name: measure.label,
    ...rule,
    ...textsOf(measure, rule),
    advice: `This gate is of your own file. ${measure.definition}`,
  }
}

const WORDS: Readonly<Record<Rule['operator'], string>> = {
  '>': 'above',
  '>=': 'at least',
  '<': 'under',
  '<=': 'at most',
}

function textsOf({ label }: Measure, { operator }: Rule) {
  const words = WORDS[operator]
  return {
    passText: `${label}: {value}, ${words} {threshold}.`,
    failText: `${label}: {value}, not ${words} {threshold}.`,
  }
}
