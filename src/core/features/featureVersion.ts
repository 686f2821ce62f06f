import type { FeatureDefinition } from './featureDefinition.ts'
import { textFingerprint } from './textFingerprint.ts'

/** 16 hexadecimal digits that change with any definition, its version or the order (FNV-1a, 64 bits, over UTF-16 code units). */
export function featureVersion(definitions: readonly FeatureDefinition[]): string {
  const text = JSON.stringify(
    definitions.map((definition) => [
      definition.name,
      definition.version,
      definition.formula,
      definition.source,
      definition.unit,
      definition.warmupBars,
      definition.signed,
    ]),
  )
  return textFingerprint(text)
}
