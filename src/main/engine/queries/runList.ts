import type { RunRecord } from '../../../core/contract/runRecord.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import { readStore } from '../jobs/readStore.ts'
import { shownState } from '../jobs/shownState.ts'
import type { JobPortsToRead } from './jobStatus.ts'
import { openWorkspace } from './openWorkspace.ts'

/** The runs of a workspace, newest first. One that counts as running but whose job was killed is `unfinished`. */
export async function runList(ports: JobPortsToRead, workspace: string): Promise<Outcome<readonly RunRecord[]>> {
  const opened = openWorkspace(ports, workspace)
  if (!opened.ok) return opened
  const { files } = opened.value
  return readStore(ports.stores, files, (store) => {
    const holder = ports.locks.holder(files.root)
    const jobs = store.jobs()
    if (!jobs.ok) return jobs
    const alive = new Set(jobs.value.filter((job) => shownState(job, holder) === 'running').map((job) => job.runId))
    const runs = store.runs()
    if (!runs.ok) return runs
    return success(
      runs.value.map((run) =>
        run.state === 'running' && !alive.has(run.runId) ? { ...run, state: 'unfinished' as const } : run,
      ),
    )
  })
}
