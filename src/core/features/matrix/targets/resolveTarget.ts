import { nearestName } from '../../../outcome/nearestName.ts'
import type { Outcome } from '../../../outcome/outcome.ts'
import { failure, success } from '../../../outcome/outcome.ts'
import { checkNumbers } from '../checkNumbers.ts'
import type { MatrixFeature } from '../matrixFeature.ts'
import { type ResolveContext, resolveFeatures } from '../resolveFeatures.ts'
import type { MatrixTarget, TargetFamily } from './matrixTarget.ts'
import { TARGET_FAMILIES } from './targetFamilies.ts'

/**
 * The target that a text asks for: `next_day_return`, `next_return`, `return_5`, `direction_5`, `up_close_2_5` (or `up_2pct_5`: 2 % within 5 bars), `up_high_2_5`,
 * `triple_barrier_10_2_1`, `meta_label_10_2_1(MACD_hist)`.
 * Errors: `unknown-target`, `primary-rule-missing`, `primary-rule-unclear`, `too-many-parameters`, `parameter-out-of-bounds`, and those of `resolveFeatures`.
 */
export function resolveTarget(text: string, context: ResolveContext): Outcome<MatrixTarget> {
  const asked = text.trim()
  const [, head, ruleText] = /^([^()]*)(?:\((.*)\))?$/.exec(asked) ?? []
  const found = familyAsked((head ?? asked).replace(/^up_([0-9.]+)(?:pct|%)_/, 'up_close_$1_'))
  if (found === null) return unknownTarget(asked)
  const { family, numbers } = found
  if (!family.needsRule && ruleText !== undefined) return unknownTarget(asked)
  const parameters = checkNumbers(asked, family.parameters, numbers)
  if (!parameters.ok) return parameters
  if (!family.needsRule) return success(family.target(parameters.value, asked, null))
  const rule = ruleOf(family, asked, ruleText, context)
  return rule.ok ? success(family.target(parameters.value, asked, rule.value)) : rule
}

function familyAsked(text: string): { readonly family: TargetFamily; readonly numbers: readonly number[] } | null {
  const match = /^(.*?)((?:_[0-9]+(?:\.[0-9]+)?)*)$/.exec(text)
  const family = TARGET_FAMILIES.find(({ name }) => name === match?.[1]?.toLowerCase())
  if (family === undefined) return null
  return { family, numbers: (match?.[2] ?? '').split('_').slice(1).map(Number) }
}

function ruleOf(
  { name }: TargetFamily,
  asked: string,
  text: string | undefined,
  context: ResolveContext,
): Outcome<MatrixFeature> {
  if (text === undefined || text.trim() === '') {
    return failure(
      'primary-rule-missing',
      `"${asked}" does not say whose side it judges.`,
      `Name a feature whose sign is the side in brackets: ${name}(price_momentum_20).`,
    )
  }
  const features = resolveFeatures([text], context)
  if (!features.ok) return features
  const exact = features.value.filter((feature) => feature.name.toLowerCase() === text.trim().toLowerCase())
  const [rule] = features.value.length === 1 ? features.value : exact
  if (rule !== undefined) return success(rule)
  return failure(
    'primary-rule-unclear',
    `"${text}" gives ${features.value.length} columns, and a side needs one.`,
    `Name one feature of one column.`,
  )
}

function unknownTarget(text: string): Outcome<never> {
  const stem = text.replace(/\(.*$/, '').replace(/(_[0-9.]+)+$/, '')
  const near = nearestName(
    stem,
    TARGET_FAMILIES.map(({ name }) => name),
  )
  return failure(
    'unknown-target',
    `There is no target "${text}".`,
    near === null ? `Targets: ${TARGET_FAMILIES.map(({ name }) => name).join(', ')}.` : `Did you mean ${near}?`,
  )
}
