import type { JobRecord } from '../../../core/contract/jobRecord.ts'
import { hasEnded } from '../../../core/job/foldJob.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { cancelRequestPath } from '../jobs/jobPaths.ts'
import { readStore } from '../jobs/readStore.ts'
import { type ShownState, shownState } from '../jobs/shownState.ts'
import type { Clock } from '../ports/clock.ts'
import type { LockHolder } from '../ports/workspaceLocks.ts'
import type { WorkspaceStore } from '../ports/workspaceStore.ts'
import type { JobPortsToRead } from '../queries/jobStatus.ts'
import { openWorkspace } from '../queries/openWorkspace.ts'

const LOOK_EVERY_MS = 50
const LONGEST_WAIT_MS = 5000

/** `too-late`: the job came to its own end before it saw the request; `state` says which. */
export type CancelReport = {
  readonly jobId: string
  readonly outcome: 'cancelled' | 'too-late'
  readonly state: ShownState
}

/**
 * Asks the running job of a workspace to stop, from any process and without the workspace's lock, and waits for its end.
 * Errors: `no-running-job`, `cancel-pending` (asked, but not ended within five seconds).
 */
export async function cancelJob(
  ports: JobPortsToRead & { readonly clock: Clock },
  workspace: string,
): Promise<Outcome<CancelReport>> {
  const opened = openWorkspace(ports, workspace)
  if (!opened.ok) return opened
  const { files } = opened.value
  const holder = () => ports.locks.holder(files.root)
  return readStore(ports.stores, files, async (store) => {
    const before = holder()
    const jobs = store.jobs()
    if (!jobs.ok) return jobs
    const job = jobs.value.find((item) => shownState(item, before) === 'running')
    if (job === undefined)
      return failure('no-running-job', `No job is running in ${workspace}.`, `See: assay pipeline status ${workspace}`)
    const path = cancelRequestPath(job.id)
    const asked = files.writeText(path, '')
    if (!asked.ok) return asked
    const report = await waitForEnd(store, job, holder, ports.clock)
    if (report.ok) files.remove(path)
    return report
  })
}

async function waitForEnd(
  store: WorkspaceStore,
  job: JobRecord,
  holder: () => LockHolder | null,
  clock: Clock,
): Promise<Outcome<CancelReport>> {
  const startMs = clock.monotonicMs()
  while (clock.monotonicMs() - startMs < LONGEST_WAIT_MS) {
    const alive = holder()
    const now = store.job(job.id)
    if (!now.ok) return now
    const state = shownState(now.value ?? job, alive)
    if (state === 'interrupted' || hasEnded(now.value ?? job)) {
      return success({ jobId: job.id, outcome: state === 'cancelled' ? 'cancelled' : 'too-late', state })
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
  return failure(
    'cancel-pending',
    `${job.id} was asked to stop and has not ended yet.`,
    'It stops at its next heartbeat; look again with pipeline status.',
  )
}
