import { type Document, YAMLMap, YAMLSeq } from 'yaml'

export type ManifestDocument = Document.Parsed | Document

/** `migrations[v]` turns a document of version v into one of version v + 1, in place, so that comments stay. */
export const migrations: readonly ((document: ManifestDocument) => void)[] = [toVersion1]

/**
 * Version 0 had no `schemaVersion`, and one `fee_bps` and `slippage_bps` for all instruments. Borrow was not charged then; the
 * declared default of version 1 is written out, so that it is seen.
 */
function toVersion1(document: ManifestDocument): void {
  const feeBps = document.get('fee_bps') ?? 10
  const slippageBps = document.get('slippage_bps') ?? 5
  const instruments = document.get('instruments')
  if (instruments instanceof YAMLSeq) {
    for (const instrument of instruments.items) {
      if (!(instrument instanceof YAMLMap) || instrument.has('costs')) continue
      instrument.set('costs', document.createNode({ feeBps, slippageBps, borrowPerYear: 0.1 }))
    }
  }
  document.delete('fee_bps')
  document.delete('slippage_bps')
  if (!document.has('quoteCurrency')) document.set('quoteCurrency', 'USD')
  document.set('schemaVersion', 1)
}
