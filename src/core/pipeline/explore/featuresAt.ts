import type { EventView } from '../../contract/workbench/exploreViews.ts'
import { computeFeatures, FEATURES } from '../../features/featureRegistry.ts'
import { PATTERN_FEATURES } from '../../features/patternFeatures.ts'
import type { Beat } from '../../job/beat.ts'
import { truncatePair } from '../../market/pairColumns.ts'
import type { Workbench } from '../workbench.ts'
import { finiteOrNull } from './finiteOrNull.ts'

/** Every feature at the close of `bar`, from columns that end there: no later bar is in sight. Pattern features where the run asked for them. */
export function featuresAt({ columns, config }: Workbench, bar: number, beat: Beat): EventView['features'] {
  const definitions = config.patternAid ? [...FEATURES, ...PATTERN_FEATURES] : FEATURES
  const known = computeFeatures(truncatePair(columns, bar + 1), beat, definitions)
  return definitions.map(({ name, unit, formula, source }, index) => ({
    name,
    unit,
    formula,
    source,
    value: finiteOrNull(known.columns[index]![bar]!),
  }))
}
