import type { JobView, RunView } from '../../../core/contract/workbench/views.ts'
import { isLive } from '../../data/jobsStore.ts'

/** What is known of a stage. `seconds` is null where its time was not measured in this session; `share` in 0..1, null while unknown. */
export type StageState =
  | { readonly state: 'waiting' | 'kept' | 'stopped' | 'failed' }
  | { readonly state: 'running'; readonly share: number | null; readonly note: string }
  | { readonly state: 'done'; readonly seconds: number | null }

/**
 * States of the stages as a job tells them, by name of the stage. `names` are in running order: what stands before the stage that runs is
 * done, also where this engine was not there to see it (a job that another command line began).
 */
export function statesOfJob(names: readonly string[], job: JobView): ReadonlyMap<string, StageState> {
  const told = new Map(job.stages.map(({ stage, seconds }) => [stage, seconds]))
  const current = names.indexOf(job.stage)
  return new Map(
    names.map((name, index) => {
      const seconds = told.get(name) ?? null
      const behind =
        job.state === 'done' || index < current || (index === current && seconds !== null && job.state !== 'failed')
      if (behind) return [name, { state: 'done', seconds }]
      return [name, index === current ? stateOfCurrent(job) : { state: 'waiting' }]
    }),
  )
}

function stateOfCurrent(job: JobView): StageState {
  if (isLive(job))
    return { state: 'running', share: job.total > 0 ? clamp(job.done / job.total) : null, note: job.note }
  return { state: job.state === 'failed' ? 'failed' : 'stopped' }
}

/** States of the stages as a run has kept them. Where the run is done, so are the stages around the computing ones. */
export function statesOfRun(names: readonly string[], run: RunView): ReadonlyMap<string, StageState> {
  const kept = new Map(run.stages.map((stage) => [stage.name, stage.kept]))
  const any = run.stages.some((stage) => stage.kept)
  const done = run.run.state === 'done'
  return new Map(
    names.map((name) => {
      const isKept = kept.get(name) ?? (done || (name === 'prepare' && any))
      return [name, { state: isKept ? 'kept' : 'waiting' }]
    }),
  )
}

/** The pipeline job of a workspace that began last; null where this engine knows none. */
export function newestPipelineJob(jobs: readonly JobView[]): JobView | null {
  const pipelines = jobs.filter((job) => job.kind === 'pipeline')
  return pipelines.reduce<JobView | null>(
    (newest, job) => (newest === null || job.startedMs >= newest.startedMs ? job : newest),
    null,
  )
}

/** The run that a finished pipeline job names in its result; null where it names none. */
export function runIdOf(job: JobView): string | null {
  const { result } = job
  if (typeof result !== 'object' || result === null || !('runId' in result)) return null
  return typeof result.runId === 'string' ? result.runId : null
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share))
}
