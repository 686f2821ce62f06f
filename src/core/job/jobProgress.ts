import type { JobEvent } from '../contract/jobEvent.ts'
import type { WorkMeasure } from './estimateRemaining.ts'

export type StageWeight = { readonly stage: string; readonly weight: number }

/** A stage this short that never beat had its results already. */
const SHORTEST_WORK_SECONDS = 1

/** How much of the planned weight is behind a job. `firstFraction` is what the running stage had at its first beat. */
export type JobProgress = {
  readonly plan: readonly StageWeight[]
  readonly ended: number
  readonly kept: number
  readonly fraction: number
  readonly firstFraction: number | null
}

export function startProgress(plan: readonly StageWeight[]): JobProgress {
  return { plan, ended: 0, kept: 0, fraction: 0, firstFraction: null }
}

export function foldProgress(progress: JobProgress, event: JobEvent): JobProgress {
  if (event.type === 'beat') {
    if (!(event.total > 0)) return progress
    const fraction = Math.min(1, Math.max(0, event.done / event.total))
    return { ...progress, fraction, firstFraction: progress.firstFraction ?? fraction }
  }
  if (event.type !== 'stage-end') return progress
  const weight = weightOf(progress.plan, event.stage)
  const keptFraction = progress.firstFraction ?? (event.elapsedSeconds < SHORTEST_WORK_SECONDS ? 1 : 0)
  const { plan, ended, kept } = progress
  return { plan, ended: ended + weight, kept: kept + weight * keptFraction, fraction: 0, firstFraction: null }
}

/** The whole plan as one measure of work, `stage` being the one that runs. A job without a plan is measured by that stage alone. */
export function measureProgress(progress: JobProgress, stage: string, elapsedMs: number): WorkMeasure {
  const { plan, ended, fraction } = progress
  const first = progress.firstFraction ?? 0
  if (plan.length === 0) return { kept: first, done: fraction, total: 1, elapsedMs }
  const weight = weightOf(plan, stage)
  const total = plan.reduce((sum, item) => sum + item.weight, 0)
  return { kept: progress.kept + weight * first, done: ended + weight * fraction, total, elapsedMs }
}

function weightOf(plan: readonly StageWeight[], stage: string): number {
  return plan.find((item) => item.stage === stage)?.weight ?? 0
}
