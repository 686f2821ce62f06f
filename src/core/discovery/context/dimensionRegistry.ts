import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import type { ContextDimension } from '../eventFamily.ts'
import { correlationDimension } from './dimensions/correlationDimension.ts'
import { fundingDimension } from './dimensions/fundingDimension.ts'
import { liquidityDimension } from './dimensions/liquidityDimension.ts'
import { sessionDimension } from './dimensions/sessionDimension.ts'
import { trendDimension } from './dimensions/trendDimension.ts'
import { volatilityDimension } from './dimensions/volatilityDimension.ts'
import { weekDimension } from './dimensions/weekDimension.ts'

export const CONTEXT_DIMENSIONS: readonly ContextDimension[] = [
  volatilityDimension,
  trendDimension,
  liquidityDimension,
  fundingDimension,
  sessionDimension,
  weekDimension,
  correlationDimension,
]

export const ANY_CONDITION = 'any'

/** A condition that was understood; null stands for `any`. `state` is what `classify` gives where it holds. */
export type Condition = { readonly dimension: ContextDimension; readonly state: number } | null

/** Error: `unknown-condition`. */
export function conditionOf(text: string): Outcome<Condition> {
  if (text === ANY_CONDITION) return success(null)
  const [id, state = '', ...rest] = text.split(':')
  const dimension = CONTEXT_DIMENSIONS.find((item) => item.id === id)
  const place = rest.length === 0 ? (dimension?.states.indexOf(state) ?? -1) : -1
  if (dimension !== undefined && place >= 0) return success({ dimension, state: place + 1 })
  const known = (dimension === undefined ? CONTEXT_DIMENSIONS : [dimension]).flatMap((item) =>
    item.states.map((name) => `${item.id}:${name}`),
  )
  return failure(
    'unknown-condition',
    `There is no condition named "${text}".`,
    `Choose from: ${[ANY_CONDITION, ...known].join(', ')}.`,
  )
}
