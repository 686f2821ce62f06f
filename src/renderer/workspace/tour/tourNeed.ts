import type { HomeView, JobView } from '../../../core/contract/workbench/views.ts'
import { isAtWork } from '../../data/jobsStore.ts'
import type { TourPlace } from '../../state/tour.ts'
import { RUN_FROM_STEP, type TourNeeds } from './tourSteps.ts'

/** What is to be done next for the tour's workspace; `wait`: somebody is at it, or it is not known yet. */
export type TourNeed = 'wait' | 'create' | 'fill' | 'run' | 'none'

/**
 * Told anew from what is there, so that a reload, a second window, or a workspace of an earlier tour go on from where things are.
 * The pipeline waits until its step is reached.
 */
export function tourNeed(place: TourPlace, home: HomeView | null, jobs: readonly JobView[]): TourNeed {
  if (place.workspace === null) return 'none'
  if (home === null) return 'wait'
  const card = home.workspaces.find(({ name }) => name === place.workspace)
  if (card === undefined) return 'create'
  if (jobs.some((job) => job.workspace === place.workspace && isAtWork(job))) return 'wait'
  if (card.series.length < 2) return 'fill'
  if (card.lastRun?.state === 'done') return 'none'
  return place.step >= RUN_FROM_STEP ? 'run' : 'none'
}

/** Whether a step has what it shows. */
export function hasNeeded(needs: TourNeeds, place: TourPlace, home: HomeView | null): boolean {
  if (needs === 'nothing') return true
  const card = home?.workspaces.find(({ name }) => name === place.workspace)
  if (card === undefined) return false
  return needs === 'bars' ? card.series.length >= 2 : card.lastRun?.state === 'done'
}
