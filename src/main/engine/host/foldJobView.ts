import type { JobEvent } from '../../../core/contract/jobEvent.ts'
import type { JobKind, JobView } from '../../../core/contract/workbench/views.ts'
import { assertNever, type Outcome, type Trouble } from '../../../core/outcome/outcome.ts'

const MOST_NOTES = 200
const MOST_NOTE_CHARACTERS = 1_000
const MOST_RESULT_CHARACTERS = 256_000

export type NewJobView = {
  readonly key: string
  readonly workspace: string
  readonly kind: JobKind
  readonly command: string
  readonly startedMs: number
}

/** What happens to a job in the eyes of the engine that started it. `atMs` is wall clock, UTC. */
export type JobViewChange =
  | { readonly type: 'told'; readonly event: JobEvent }
  | { readonly type: 'known'; readonly jobId: string }
  | { readonly type: 'said'; readonly text: string }
  | { readonly type: 'ended'; readonly outcome: Outcome<unknown>; readonly atMs: number }

export function startJobView(job: NewJobView): JobView {
  return {
    ...job,
    jobId: null,
    state: 'starting',
    canContinue: false,
    stages: [],
    stage: 'start',
    done: 0,
    total: 0,
    elapsedMs: 0,
    etaMs: null,
    note: '',
    notes: [],
    trouble: null,
    endedMs: null,
    result: null,
  }
}

export function hasEndedView({ state }: JobView): boolean {
  return state !== 'starting' && state !== 'running'
}

/** starting -> running -> done | failed | cancelled | interrupted. An ended job changes no more, but for its name in the workspace. */
export function foldJobView(view: JobView, change: JobViewChange): JobView {
  switch (change.type) {
    case 'known':
      return { ...view, jobId: change.jobId }
    case 'said':
      return hasEndedView(view) ? view : withNote(view, change.text)
    case 'told':
      return hasEndedView(view) ? view : foldEvent({ ...view, state: 'running' }, change.event)
    case 'ended':
      return hasEndedView(view) ? view : ended(view, change.outcome, change.atMs)
    default:
      return assertNever(change)
  }
}

function foldEvent(view: JobView, event: JobEvent): JobView {
  switch (event.type) {
    case 'beat': {
      const { stage, done, total, elapsedMs, etaMs, note } = event
      // Each update of a watch counts its own time.
      return { ...view, stage, done, total, elapsedMs: Math.max(view.elapsedMs, elapsedMs), etaMs, note }
    }
    case 'stage-start': {
      const elapsedMs = Math.max(view.elapsedMs, Math.round(event.elapsedSeconds * 1000))
      const stages = [...stagesBefore(view, event.stage), { stage: event.stage, seconds: null }]
      return { ...view, stages, stage: event.stage, done: 0, total: 0, note: '', elapsedMs }
    }
    case 'stage-end':
      return { ...view, stages: withSeconds(view.stages, event.stage, event.elapsedSeconds) }
    case 'note':
      return withNote(view, event.text)
    default:
      return assertNever(event)
  }
}

/** A watch goes through the same stages with each update: those of the last one are kept. */
function stagesBefore({ kind, stages }: JobView, stage: string): JobView['stages'] {
  return kind === 'watch' && stages[0]?.stage === stage ? [] : stages
}

/** The newest of that name that has not ended. */
function withSeconds(stages: JobView['stages'], stage: string, seconds: number): JobView['stages'] {
  const at = stages.findLastIndex((item) => item.stage === stage && item.seconds === null)
  return at === -1 ? [...stages, { stage, seconds }] : stages.with(at, { stage, seconds })
}

function withNote(view: JobView, text: string): JobView {
  const short = text.length > MOST_NOTE_CHARACTERS ? `${text.slice(0, MOST_NOTE_CHARACTERS)}…` : text
  return { ...view, notes: [...view.notes, short].slice(-MOST_NOTES) }
}

function ended(view: JobView, outcome: Outcome<unknown>, atMs: number): JobView {
  const last = { ...view, endedMs: atMs, elapsedMs: Math.max(view.elapsedMs, atMs - view.startedMs), etaMs: null }
  if (!outcome.ok) return endedBadly(last, outcome.trouble)
  const characters = (JSON.stringify(outcome.value) ?? '').length
  if (characters <= MOST_RESULT_CHARACTERS) return { ...last, state: 'done', result: outcome.value ?? null }
  return { ...withNote(last, `The result (${characters} characters) is too long to be kept here.`), state: 'done' }
}

function endedBadly(view: JobView, trouble: Trouble): JobView {
  if (trouble.code === 'cancelled') return { ...view, state: 'cancelled' }
  if (trouble.code === 'job-died') return { ...view, state: 'interrupted', canContinue: true, trouble }
  return { ...view, state: 'failed', trouble }
}
