import { type Failure, failure } from '../outcome/outcome.ts'
import type { FitOptions } from './learner.ts'

/** The failure (`option-not-supported`) where constraints or categories are asked of a kind of model that knows none, else null. */
export function unsupportedOptions(type: string, { monotone, categorical }: FitOptions): Failure | null {
  const asked = Object.keys(monotone ?? {}).length > 0 ? 'monotone constraints' : 'categorical columns'
  if (asked === 'categorical columns' && (categorical ?? []).length === 0) return null
  return failure(
    'option-not-supported',
    `The model ${type} knows no ${asked}.`,
    'Leave them out of the columns and options, or use a boosted model.',
  )
}
