import { textFingerprint } from '../textFingerprint.ts'
import type { MatrixFeature } from './matrixFeature.ts'

/** 16 hexadecimal digits that change with any definition, its version or the order of the features; not with the order of the instruments. */
export function featureVersionHash(features: readonly MatrixFeature[]): string {
  return textFingerprint(
    JSON.stringify(
      features.map((feature) => [
        feature.name,
        feature.version,
        feature.formula,
        feature.source,
        feature.unit,
        feature.inputs,
        Object.entries(feature.parameters),
        feature.warmupBars,
        feature.stalenessMs,
        feature.isCategory ?? false,
      ]),
    ),
  )
}
