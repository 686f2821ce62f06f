import { type Summary, summarySchema } from '../contract/summary.ts'

/**
 * `final_output_summary.json`: keys in the order of the schema, records sorted by code unit, two spaces, newline at the end.
 * Throws on a summary that breaks its own schema (NaN included): that is a bug, and must not be published.
 */
export function summaryJson(summary: Summary): string {
  const ordered = summarySchema.parse(summary)
  const published = { ...ordered, costs: sortedByKey(ordered.costs), dataHashes: sortedByKey(ordered.dataHashes) }
  return `${JSON.stringify(published, null, 2)}\n`
}

function sortedByKey<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record).sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)),
  )
}
