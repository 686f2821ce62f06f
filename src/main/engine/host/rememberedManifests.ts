import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { ManifestFormat, ParsedManifest } from '../ports/manifestFormat.ts'
import { recentValues } from './recentValues.ts'

const MOST_MANIFESTS = 500

/** The same format, which judges no text twice: a page asks for the same workspace many times a second. */
export function rememberedManifests(manifests: ManifestFormat): ManifestFormat {
  const known = recentValues<Outcome<ParsedManifest>>(MOST_MANIFESTS)
  return {
    ...manifests,
    parse: (text) => {
      const held = known.get(text)
      if (held !== undefined) return held
      const parsed = manifests.parse(text)
      known.set(text, parsed)
      return parsed
    },
  }
}
