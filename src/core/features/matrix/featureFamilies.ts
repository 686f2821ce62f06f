import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import { CALENDAR_FAMILIES } from './families/calendarFamilies.ts'
import { FRACTIONAL_FAMILIES } from './families/fractionalFamilies.ts'
import { INDICATOR_FAMILIES } from './families/indicatorFamilies.ts'
import { MICROSTRUCTURE_FAMILIES } from './families/microstructureFamilies.ts'
import { PAIR_FAMILIES } from './families/pairFamilies.ts'
import { PRICE_FAMILIES } from './families/priceFamilies.ts'
import { QUOTE_FAMILIES } from './families/quoteFamilies.ts'
import { SESSION_FAMILIES } from './families/sessionFamilies.ts'
import { VOLUME_FAMILIES } from './families/volumeFamilies.ts'
import type { FeatureFamily } from './matrixFeature.ts'

/** All that may be asked for by name. A new family is a line in one of these lists. */
export const FEATURE_FAMILIES: readonly FeatureFamily[] = [
  ...PRICE_FAMILIES,
  ...VOLUME_FAMILIES,
  ...INDICATOR_FAMILIES,
  ...FRACTIONAL_FAMILIES,
  ...CALENDAR_FAMILIES,
  ...SESSION_FAMILIES,
  ...PAIR_FAMILIES,
  ...MICROSTRUCTURE_FAMILIES,
  ...QUOTE_FAMILIES,
]

/** Words with brackets that are no families. */
const RESERVED = ['rank', 'z_score', 'zscore', 'demean', 'age']

/** The families of the house and a researcher's own. Errors: `feature-name-taken`, `feature-name-unusable`. */
export function familiesWith(own: readonly FeatureFamily[]): Outcome<readonly FeatureFamily[]> {
  const takenBy = new Map(RESERVED.map((word) => [word, word]))
  for (const { name, aliases } of FEATURE_FAMILIES) {
    for (const word of [name, ...aliases]) takenBy.set(word.toLowerCase(), name)
  }
  for (const { name, aliases } of own) {
    for (const word of [name, ...aliases]) {
      if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(word) || /_[0-9]+$/.test(word)) {
        return failure(
          'feature-name-unusable',
          `"${word}" cannot name a feature.`,
          'Use letters, digits and underscores, beginning with a letter and not ending in an underscore and a number: those are parameters.',
        )
      }
      const holder = takenBy.get(word.toLowerCase())
      if (holder !== undefined) {
        return failure(
          'feature-name-taken',
          `The name ${word} belongs to the feature ${holder}.`,
          'Give your feature another name.',
        )
      }
      takenBy.set(word.toLowerCase(), name)
    }
  }
  return success([...FEATURE_FAMILIES, ...own])
}
