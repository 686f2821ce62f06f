import type { SweepSpec } from '../../contract/backtestSpec.ts'
import { nearestName } from '../../outcome/nearestName.ts'
import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import type { AxisDomain } from '../../stats/search/searchAxis.ts'
import type { StrategyDefinition } from '../strategies/strategyDefinition.ts'
import type { AxisValue, SweepAxis } from './sweepAxis.ts'
import { TERM_NAMES } from './termFields.ts'

type Domain = SweepSpec['parameter_grid'][string]

/**
 * The axes of a sweep in the order in which configurations are numbered: the last one is fastest. Parameters of the strategy come first, in its own order, so that
 * neighbours share indicators and signals. Errors: `unknown-parameter`, `bad-domain`.
 */
export function parameterSpace(
  grid: SweepSpec['parameter_grid'],
  strategy: StrategyDefinition,
): Outcome<readonly SweepAxis[]> {
  const own = strategy.parameters.map(({ name }) => name)
  const known = [...own, ...TERM_NAMES]
  if (Object.keys(grid).length === 0) return badDomain('parameter_grid', 'has no parameter')
  const unknown = Object.keys(grid).find((name) => !known.includes(name))
  if (unknown !== undefined) {
    const near = known.find((name) => lastPart(name) === lastPart(unknown)) ?? nearestName(unknown, known)
    return failure(
      'unknown-parameter',
      `A sweep of ${strategy.id} knows no parameter "${unknown}".`,
      near === null ? `It knows: ${known.join(', ')}.` : `Did you mean ${near}?`,
    )
  }
  const axes: SweepAxis[] = []
  for (const name of known) {
    const given = grid[name]
    if (given === undefined) continue
    const domain = domainOf(name, given)
    if (!domain.ok) return domain
    axes.push({ name, part: own.includes(name) ? 'strategy' : 'terms', ...domain.value })
  }
  return success(axes)
}

/** Of `position_sizing.target` what stands after the point. */
function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

function domainOf(name: string, given: Domain): Outcome<Pick<SweepAxis, 'isOrdered' | 'domain'>> {
  if (Array.isArray(given)) return listOf(name, given)
  const { from, to, scale, integer } = given
  const step = given.step ?? (integer ? 1 : undefined)
  if (!(to >= from)) return badDomain(name, `goes from ${from} down to ${to}`)
  if (scale === 'log' && !(from > 0)) return badDomain(name, `has a logarithmic scale from ${from}`)
  if (integer && !(Number.isInteger(from) && Number.isInteger(step)))
    return badDomain(name, 'is to be whole and is not')
  const domain: AxisDomain<AxisValue> =
    step === undefined
      ? { kind: 'span', from, to, scale }
      : { kind: 'steps', from, step, count: Math.floor((to - from) / step + 1e-9) + 1, scale }
  return success({ isOrdered: true, domain })
}

/** Numbers are put in ascending order, so that neighbours are near. */
function listOf(name: string, values: readonly AxisValue[]): Outcome<Pick<SweepAxis, 'isOrdered' | 'domain'>> {
  const seen = new Set<string>()
  for (const value of values) {
    const text = JSON.stringify(value)
    if (seen.has(text)) return badDomain(name, `holds ${text} twice`)
    seen.add(text)
  }
  const numbers = values.filter((value) => typeof value === 'number')
  const isOrdered = numbers.length === values.length
  return success({
    isOrdered,
    domain: { kind: 'list', values: isOrdered ? numbers.toSorted((a, b) => a - b) : [...values] },
  })
}

function badDomain(name: string, fault: string): Outcome<never> {
  return failure(
    'bad-domain',
    `${name} of the sweep ${fault}.`,
    'Write a list of values, or a range such as { from: 5, to: 100, step: 5 }.',
  )
}
