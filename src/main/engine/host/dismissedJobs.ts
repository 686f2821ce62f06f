import type { JobRecord } from '../../../core/contract/jobRecord.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'

const FILE = 'engine/dismissed-jobs.json'
const MOST = 500

export type DismissedJobs = {
  has(workspace: string, record: JobRecord): boolean
  /** Errors: `not-writable`, `disk-full`. */
  add(workspace: string, record: JobRecord): Outcome<void>
}

/** Interrupted jobs that the person does not want to see again; remembered over the end of the engine. */
export function dismissedJobs(homeFiles: GuardedFiles): DismissedJobs {
  return {
    has: (workspace, record) => read(homeFiles).includes(nameOf(workspace, record)),
    add: (workspace, record) => {
      const names = [...new Set([...read(homeFiles), nameOf(workspace, record)])].slice(-MOST)
      return homeFiles.writeText(FILE, `${JSON.stringify(names, null, 2)}\n`)
    },
  }
}

/** Job numbers begin anew in a workspace that is made again under an old name; its moment tells them apart. */
function nameOf(workspace: string, { id, createdMs }: JobRecord): string {
  return `${workspace} ${id} ${createdMs}`
}

/** What cannot be read counts as nothing dismissed: a job is rather shown once more than hidden. */
function read(homeFiles: GuardedFiles): readonly string[] {
  const text = homeFiles.readText(FILE)
  if (!text.ok) return []
  try {
    const parsed: unknown = JSON.parse(text.value)
    return Array.isArray(parsed) ? parsed.filter((name) => typeof name === 'string') : []
  } catch {
    return []
  }
}
