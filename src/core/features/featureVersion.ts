import type { FeatureDefinition } from './featureDefinition.ts'

const OFFSET_BASIS = 0xcbf29ce484222325n
const PRIME = 0x100000001b3n
const MASK = 0xffffffffffffffffn

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
  let hash = OFFSET_BASIS
  for (let place = 0; place < text.length; place++) hash = ((hash ^ BigInt(text.charCodeAt(place))) * PRIME) & MASK
  return hash.toString(16).padStart(16, '0')
}
