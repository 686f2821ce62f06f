import { HOUR_MS } from '../../../core/time/durations.ts'
import { parseInterval } from '../../../core/time/interval.ts'

/** What a new discovery begins with: bars of an hour, or of the workspace (`interval`; null: not known yet) where they are longer. */
export function startText(interval: string | null): string {
  const stored = parseInterval(interval ?? '')
  const length = stored.ok && stored.value.ms > HOUR_MS ? stored.value.label : '1h'
  return `# What is not said is assumed, and listed in the result.
interval: ${length}
families: all
conditions: standard
directions: [long, short]
`
}
