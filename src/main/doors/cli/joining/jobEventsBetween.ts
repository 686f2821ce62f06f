import type { JobEvent } from '../../../../core/contract/jobEvent.ts'
import type { JobView } from '../../../../core/contract/workbench/views.ts'

/** What happened between two looks at a job, as its own process would have told it. `before` is null at the first look. */
export function jobEventsBetween(before: JobView | null, after: JobView): readonly JobEvent[] {
  const events: JobEvent[] = newNotes(before?.notes ?? [], after.notes).map((text) => ({ type: 'note', text }))
  for (const [index, { stage, seconds }] of after.stages.entries()) {
    const known = before?.stages[index]
    const elapsedSeconds = after.elapsedMs / 1000
    if (known === undefined) events.push({ type: 'stage-start', stage, elapsedSeconds })
    if (seconds !== null && (known === undefined || known.seconds === null))
      events.push({ type: 'stage-end', stage, elapsedSeconds: seconds })
  }
  const { stage, done, total, elapsedMs, etaMs, note } = after
  if (after.state === 'running') events.push({ type: 'beat', stage, done, total, elapsedMs, etaMs, note })
  return events
}

/** The list keeps its newest ones, so the old ones that are still in it stand at its beginning. */
function newNotes(before: readonly string[], after: readonly string[]): readonly string[] {
  for (let dropped = 0; dropped <= before.length; dropped++) {
    const kept = before.slice(dropped)
    if (kept.length <= after.length && kept.every((text, index) => text === after[index]))
      return after.slice(kept.length)
  }
  return after
}
