import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import type { FeatureParameter } from './matrixFeature.ts'

/** The numbers behind a name, filled up with standards. Errors: `too-many-parameters`, `parameter-out-of-bounds`. */
export function checkNumbers(
  text: string,
  parameters: readonly FeatureParameter[],
  numbers: readonly number[],
): Outcome<readonly number[]> {
  if (numbers.length > parameters.length) {
    return failure(
      'too-many-parameters',
      `"${text}" gives ${numbers.length} numbers where ${parameters.length} may stand.`,
      parameters.length === 0 ? 'Write the name alone.' : `In order: ${parameters.map(({ name }) => name).join(', ')}.`,
    )
  }
  const values: number[] = []
  for (const [place, { name, meaning, standard, least, most, isWhole }] of parameters.entries()) {
    const value = numbers[place] ?? standard
    if (!(value >= least && value <= most) || (isWhole && !Number.isInteger(value))) {
      return failure(
        'parameter-out-of-bounds',
        `The ${name} of "${text}" is ${value}; it must be ${isWhole ? 'a whole number ' : ''}from ${least} to ${most}.`,
        `It is: ${meaning}. Usual is ${standard}.`,
      )
    }
    values.push(value)
  }
  return success(values)
}
