import { rollingZScore } from '../indicators/rollingZScore.ts'
import { volumeRatio } from '../indicators/volumeRatio.ts'
import type { FeatureDefinition } from './featureDefinition.ts'
import type { LegRole } from './logColumns.ts'

const DAY_BARS = 24
const WEEK_BARS = 168

/** How unusual the bar's volume is. Both are free of the volume's unit and bear bars without trades. */
export function volumeFeatures(role: LegRole): readonly FeatureDefinition[] {
  return [
    {
      name: `${role}_volume_ratio_${DAY_BARS}`,
      version: 1,
      formula: `ln(1 + V[t] / median V over ${DAY_BARS} bars, t included)`,
      source: 'Relative volume against a robust centre; the logarithm tames its tail',
      unit: 'log ratio',
      warmupBars: DAY_BARS - 1,
      signed: false,
      compute: (columns) => volumeRatio(columns[role].volume, DAY_BARS).map(Math.log1p),
    },
    {
      name: `${role}_volume_z_${WEEK_BARS}`,
      version: 1,
      formula: `(sqrt(V[t]) - mean) / sample deviation of sqrt(V) over ${WEEK_BARS} bars, t included`,
      source: 'z-score after the square root that steadies the variance of counts, Bartlett (1936)',
      unit: 'standard deviations',
      warmupBars: WEEK_BARS - 1,
      signed: false,
      compute: (columns) => rollingZScore(columns[role].volume.map(Math.sqrt), WEEK_BARS),
    },
  ]
}
