import { nearestName } from '../outcome/nearestName.ts'
import { failure, type Outcome, success } from '../outcome/outcome.ts'
import type { Learner, LearnerSettings } from './learner.ts'

/**
 * Settings of a kind of model, completed by the standards of those that are missing.
 * Fails with `unknown-parameter` and `bad-parameter` (not a number, out of its range, not whole).
 */
export function checkParameters(
  learner: Pick<Learner, 'type' | 'parameters'>,
  given: LearnerSettings,
): Outcome<LearnerSettings> {
  const names = learner.parameters.map(({ name }) => name)
  const unknown = Object.keys(given).find((name) => !names.includes(name))
  if (unknown !== undefined) {
    const near = nearestName(unknown, names)
    return failure(
      'unknown-parameter',
      `The model ${learner.type} has no parameter "${unknown}".`,
      near === null ? `It has: ${names.join(', ')}.` : `Did you mean ${near}?`,
    )
  }
  const settings: Record<string, number> = {}
  for (const { name, least, most, isWhole, standard } of learner.parameters) {
    const value = given[name] ?? standard
    if (!(value >= least && value <= most) || (isWhole && !Number.isInteger(value)))
      return failure(
        'bad-parameter',
        `${name} of the model ${learner.type} is ${value}.`,
        `It must be ${isWhole ? 'a whole number' : 'a number'} from ${least} to ${most}.`,
      )
    settings[name] = value
  }
  return success(settings)
}
