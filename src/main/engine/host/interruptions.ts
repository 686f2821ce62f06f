import type { JobRecord } from '../../../core/contract/jobRecord.ts'
import { type JobRequest, jobRequestSchema } from '../../../core/contract/workbench/api.ts'
import { shownState } from '../jobs/shownState.ts'
import type { LockHolder } from '../ports/workspaceLocks.ts'

/** The wish that a record came from; null where it holds none that can be put to this engine. */
export function requestOf({ request }: JobRecord): JobRequest | null {
  const parsed = jobRequestSchema.safeParse(request)
  return parsed.success ? parsed.data : null
}

/** Jobs whose process died and whose work nobody began again since. `records` are all of one workspace, newest first. */
export function openInterruptions(records: readonly JobRecord[], holder: LockHolder | null): readonly JobRecord[] {
  const passed = overtakenIds(records)
  return records.filter((record) => wasInterrupted(record, holder) && !passed.has(record.id))
}

/** The jobs after which the same work was begun again. */
export function overtakenIds(records: readonly JobRecord[]): ReadonlySet<string> {
  const later = new Set<string>()
  const overtaken = new Set<string>()
  for (const record of records) {
    const works = worksOf(record)
    if (works.some((work) => later.has(work))) overtaken.add(record.id)
    for (const work of works) later.add(work)
  }
  return overtaken
}

/** Either nobody marked it yet, or the next writer of the workspace did. */
function wasInterrupted(record: JobRecord, holder: LockHolder | null): boolean {
  return shownState(record, holder) === 'interrupted' || record.trouble?.code === 'interrupted'
}

/** Names of the work, of which one in common is enough. The number of workers changes nothing that is kept. */
function worksOf(record: JobRecord): readonly string[] {
  const request = requestOf(record)
  if (request === null) return [record.command]
  const choices = Object.entries(request)
    .filter(([field]) => field !== 'workers')
    .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
  const run = request.kind === 'pipeline' && record.runId !== null ? [`run ${record.runId}`] : []
  return [JSON.stringify(choices), ...run]
}
