import { createIndicatorMemo } from '../indicators/indicatorMemo.ts'
import type { Beat } from '../job/beat.ts'
import type { PairColumns } from '../market/pairColumns.ts'
import { calendarFeatures } from './calendarFeatures.ts'
import type { FeatureDefinition } from './featureDefinition.ts'
import { featureVersion } from './featureVersion.ts'
import type { LegRole } from './logColumns.ts'
import { momentumFeatures } from './momentumFeatures.ts'
import { pairFeatures } from './pairFeatures.ts'
import { shapeFeatures } from './shapeFeatures.ts'
import { volatilityFeatures } from './volatilityFeatures.ts'
import { volumeFeatures } from './volumeFeatures.ts'

export type FeatureColumns = { readonly names: readonly string[]; readonly columns: readonly Float64Array[] }

/** The 42 features of the pair pipeline, in the order of the matrix. */
export const FEATURES: readonly FeatureDefinition[] = [
  ...legFeatures('primary'),
  ...legFeatures('secondary'),
  ...pairFeatures(),
  ...calendarFeatures(),
]

export const FEATURE_VERSION = featureVersion(FEATURES)

function legFeatures(role: LegRole): readonly FeatureDefinition[] {
  return [momentumFeatures, volatilityFeatures, volumeFeatures, shapeFeatures].flatMap((family) => family(role))
}

/**
 * Every feature for every bar; row t is known at the close of bar t. NaN where a feature has not warmed up or the data is missing.
 * Beats once a feature; what features have in common is computed once per call.
 */
export function computeFeatures(
  columns: PairColumns,
  beat: Beat,
  definitions: readonly FeatureDefinition[] = FEATURES,
): FeatureColumns {
  const memo = createIndicatorMemo()
  const made = definitions.map((definition, index) => {
    beat(index, definitions.length, definition.name)
    return definition.compute(columns, memo)
  })
  beat(definitions.length, definitions.length, 'features')
  return { names: definitions.map((definition) => definition.name), columns: made }
}
