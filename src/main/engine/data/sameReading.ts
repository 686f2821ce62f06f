import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import type { SourceFormat } from '../../../core/contract/layer.ts'

/** Two readings are one where they take the same fields from the same places: how they were found does not matter. */
export function sameReading(first: SourceFormat | null, second: SourceFormat): boolean {
  return first !== null && essence(first) === essence(second)
}

function essence(format: SourceFormat): string {
  const { guessed: _, ...rest } = format
  return canonicalJson(rest)
}
