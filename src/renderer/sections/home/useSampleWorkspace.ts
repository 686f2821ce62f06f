import { useState } from 'react'
import type { JobView } from '../../../core/contract/workbench/views.ts'
import type { JobsStore } from '../../data/jobsStore.ts'
import { SAMPLE_JOB, SAMPLE_LEGS, sampleWorkspaceName } from '../../data/sampleWorkspace.ts'
import { useAction } from '../../data/useAction.ts'
import { useEngineHold } from '../../data/useEngineHold.ts'
import { usePlace } from '../../state/place.ts'

/** Create, fill, run: what a person would do by hand, one after the other. It stops where one of them fails, which is told. */
export function useSampleWorkspace(): { readonly running: boolean; begin(): Promise<void> } {
  const { jobs } = useEngineHold()
  const { go } = usePlace()
  const create = useAction('workspace.create')
  const start = useAction('jobs.start')
  const [running, setRunning] = useState(false)

  async function steps(): Promise<void> {
    const workspace = sampleWorkspaceName([])
    const created = await create.run({ name: workspace, ...SAMPLE_LEGS })
    if (!created.ok) return
    go({ workspace, section: 'pipeline' })
    const ended = endsOf(jobs)
    const filling = await start.run({ workspace, request: SAMPLE_JOB })
    const filled = filling.ok ? await ended.of(filling.value.key) : null
    ended.stop()
    if (filled?.state === 'done') await start.run({ workspace, request: { kind: 'pipeline' } })
  }

  async function begin(): Promise<void> {
    setRunning(true)
    await steps()
    setRunning(false)
  }
  return { running, begin }
}

/** Listens from the moment it is made, so that a job that ends before its key is known is not missed. */
function endsOf(jobs: JobsStore): { of(key: string): Promise<JobView>; stop(): void } {
  const ended = new Map<string, JobView>()
  const waiting = new Map<string, (job: JobView) => void>()
  const stop = jobs.onEnded((job) => {
    ended.set(job.key, job)
    waiting.get(job.key)?.(job)
  })
  const of = (key: string) =>
    new Promise<JobView>((resolve) => {
      const job = ended.get(key)
      if (job === undefined) waiting.set(key, resolve)
      else resolve(job)
    })
  return { of, stop }
}
