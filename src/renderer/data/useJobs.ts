import { useMemo, useSyncExternalStore } from 'react'
import type { JobView } from '../../core/contract/workbench/views.ts'
import { useEngineHold } from './useEngineHold.ts'

export function useJobs(): readonly JobView[] {
  const { jobs } = useEngineHold()
  return useSyncExternalStore(jobs.subscribe, jobs.jobs)
}

export function useJobsOf(workspace: string): readonly JobView[] {
  const jobs = useJobs()
  return useMemo(() => jobs.filter((job) => job.workspace === workspace), [jobs, workspace])
}
