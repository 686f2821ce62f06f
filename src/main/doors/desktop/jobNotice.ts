import type { JobKind, JobView } from '../../../core/contract/workbench/views.ts'

/** A job shorter than this is not worth an interruption. */
const LONG_JOB_MS = 30_000

export type JobNotice = { readonly title: string; readonly body: string }

/** What the desktop is told when a job ends that nobody looks at; null: nothing. */
export function jobNotice(job: JobView, isLookedAt: boolean): JobNotice | null {
  if (isLookedAt || job.endedMs === null || job.state === 'cancelled') return null
  if (job.endedMs - job.startedMs < LONG_JOB_MS) return null
  const minutes = Math.max(1, Math.round((job.endedMs - job.startedMs) / 60_000))
  const after = `after ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
  const how = job.state === 'done' ? 'is done' : job.state === 'interrupted' ? 'was interrupted' : 'failed'
  return {
    title: `${NAMES[job.kind]} of ${job.workspace} ${how}`,
    body: job.trouble === null ? `It ended ${after}.` : job.trouble.message,
  }
}

const NAMES: Readonly<Record<JobKind, string>> = {
  pipeline: 'The run',
  download: 'The download',
  watch: 'The watch',
  fetch: 'The fetch',
  sample: 'The filling with sample data',
  import: 'The import',
  verify: 'The verification',
  report: 'The report',
  backtest: 'The backtest',
  sweep: 'The sweep',
  build: 'The build',
  train: 'The training',
  predict: 'The prediction',
  foretell: 'The hold-out test',
  'export-model': 'The export of a model',
  'import-model': 'The import of a model',
  lock: 'The locking for deployment',
  discover: 'The discovery',
  robustness: 'The robustness suite',
  predictions: 'The import of predictions',
  seal: 'The sealing of a hold-out',
}
