import type { BuildSpec } from '../../../core/contract/buildSpec.ts'
import type { FeatureParameter } from '../../../core/features/matrix/matrixFeature.ts'
import { TARGET_FAMILIES } from '../../../core/features/matrix/targets/targetFamilies.ts'
import { nearestName } from '../../../core/outcome/nearestName.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'

/**
 * A target as one text: `{ type: triple_barrier, horizon: 10, target: 2, stop: 1 }` is `triple_barrier_10_2_1`; `rule` names the feature of a meta-label.
 * Errors: `target-invalid`, `unknown-target`.
 */
export function targetText(written: BuildSpec['target']): Outcome<string> {
  if (typeof written === 'string') return success(written)
  const { type, rule, ...numbers } = written
  const known = TARGET_FAMILIES.map(({ name }) => name)
  if (typeof type !== 'string') return invalid('has no type', `Write type: one of ${known.join(', ')}.`)
  const family = TARGET_FAMILIES.find(({ name }) => name === type.toLowerCase())
  if (family === undefined) {
    const near = nearestName(type, known)
    return failure(
      'unknown-target',
      `There is no target "${type}".`,
      near === null ? `Targets: ${known.join(', ')}.` : `Did you mean ${near}?`,
    )
  }
  const odd = Object.keys(numbers).find((name) => !family.parameters.some((parameter) => parameter.name === name))
  if (odd !== undefined) return unknownField(family.name, odd, family.parameters)
  const values = valuesOf(numbers, family.parameters)
  if (!values.ok) return values
  if (rule !== undefined && typeof rule !== 'string')
    return invalid('has a rule that is no text', 'Name one feature whose sign is the side.')
  return success(`${[family.name, ...values.value].join('_')}${rule === undefined ? '' : `(${rule})`}`)
}

function valuesOf(
  numbers: Readonly<Record<string, unknown>>,
  parameters: readonly FeatureParameter[],
): Outcome<readonly number[]> {
  const values: number[] = []
  for (const { name, standard } of parameters) {
    const value = numbers[name] ?? standard
    if (typeof value !== 'number' || !Number.isFinite(value))
      return invalid(`has a ${name} that is no number`, 'Write a number.')
    values.push(value)
  }
  return success(values)
}

function unknownField(target: string, field: string, parameters: readonly FeatureParameter[]): Outcome<never> {
  const known = parameters.map(({ name }) => name)
  const near = nearestName(field, known)
  const list = known.length === 0 ? 'It takes no number.' : `It takes: ${known.join(', ')}.`
  return failure(
    'spec-unknown-field',
    `The target ${target} has no field "${field}".`,
    near === null ? list : `Did you mean ${near}? ${list}`,
  )
}

function invalid(what: string, hint: string): Outcome<never> {
  return failure('target-invalid', `The target of the build specification ${what}.`, hint)
}
