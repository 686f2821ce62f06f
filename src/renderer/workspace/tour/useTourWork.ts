import { useEffect, useState } from 'react'
import type { HomeView, JobView } from '../../../core/contract/workbench/views.ts'
import type { Trouble } from '../../../core/outcome/outcome.ts'
import { isAtWork } from '../../data/jobsStore.ts'
import { SAMPLE_JOB, SAMPLE_LEGS } from '../../data/sampleWorkspace.ts'
import { useAction } from '../../data/useAction.ts'
import { useCall } from '../../data/useCall.ts'
import { useJobs } from '../../data/useJobs.ts'
import type { TourPlace } from '../../state/tour.ts'
import { type TourNeed, tourNeed } from './tourNeed.ts'

export type TourWork = {
  readonly home: HomeView | null
  /** The job of the tour's workspace that runs. */
  readonly job: JobView | null
  readonly trouble: Trouble | null
  again(): void
}

/** `key`: of the job that was started. */
type Asked = { readonly key: string | null; readonly trouble: Trouble | null }
type Memory = { readonly [need in TourNeed]?: Asked }

/** Makes, fills and runs the tour's workspace, each once; what fails waits for the person. */
export function useTourWork(place: TourPlace): TourWork {
  const { value: home } = useCall('home.show', {})
  const jobs = useJobs()
  const act = useActs()
  const [asked, setAsked] = useState<Memory>({})
  const need = tourNeed(place, home, jobs)
  const { workspace } = place
  const isNew = asked[need] === undefined
  useEffect(() => {
    if (workspace === null || need === 'wait' || need === 'none' || !isNew) return
    const remember = (one: Asked) => setAsked((before) => ({ ...before, [need]: one }))
    remember({ key: null, trouble: null })
    void act(need, workspace).then(remember)
  }, [need, workspace, isNew, act])
  const ofWorkspace = jobs.filter((job) => job.workspace === workspace)
  const now = asked[need]
  const ended = ofWorkspace.find(({ key }) => key === now?.key)
  return {
    home,
    job: ofWorkspace.find(isAtWork) ?? null,
    trouble: now?.trouble ?? (ended === undefined ? null : endTrouble(ended)),
    again: () => setAsked({}),
  }
}

function useActs(): (need: TourNeed, workspace: string) => Promise<Asked> {
  const create = useAction('workspace.create', { quiet: true }).run
  const start = useAction('jobs.start', { quiet: true }).run
  const [act] = useState(() => async (need: TourNeed, workspace: string): Promise<Asked> => {
    if (need === 'create') {
      const created = await create({ name: workspace, ...SAMPLE_LEGS })
      return { key: null, trouble: created.ok ? null : created.trouble }
    }
    const request = need === 'fill' ? SAMPLE_JOB : ({ kind: 'pipeline' } as const)
    const started = await start({ workspace, request })
    return started.ok ? { key: started.value.key, trouble: null } : { key: null, trouble: started.trouble }
  })
  return act
}

function endTrouble(job: JobView): Trouble | null {
  if (job.trouble !== null) return job.trouble
  if (job.state !== 'cancelled') return null
  return {
    code: 'cancelled',
    message: 'The job of the tour was cancelled.',
    hint: 'What it finished is kept: try again, and it goes on from there.',
  }
}
