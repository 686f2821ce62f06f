import type { CancelReport } from '../../../engine/commands/cancelJob.ts'
import type { JobLog } from '../../../engine/queries/jobLogs.ts'
import type { JobStatus } from '../../../engine/queries/jobStatus.ts'
import { durationText } from '../progress/durationText.ts'

const NONE = 'No job has been run in this workspace yet.'

export function statusText(status: JobStatus | null): string {
  if (status === null) return NONE
  const { job, shown } = status
  const lines = [
    `job      ${job.id}   ${job.command}`,
    `state    ${shown}${shown === 'interrupted' ? ' (its process is gone; run the same command again to continue)' : ''}`,
    `stage    ${job.stage}   ${job.done}/${job.total}${job.note === '' ? '' : `   ${job.note}`}`,
    `elapsed  ${durationText(job.elapsedMs)}${job.etaMs === null || shown !== 'running' ? '' : `, about ${durationText(job.etaMs)} left`}`,
  ]
  if (job.runId !== null) lines.push(`run      ${job.runId}`)
  if (job.trouble !== null)
    lines.push(`trouble  ${job.trouble.message} [${job.trouble.code}]`, `hint     ${job.trouble.hint}`)
  return lines.join('\n')
}

export function logText(log: JobLog | null): string {
  if (log === null) return NONE
  return [`${log.jobId}`, ...log.lines].join('\n')
}

export function cancelText({ jobId, outcome, state }: CancelReport): string {
  return outcome === 'cancelled'
    ? `${jobId} is cancelled; what it finished is kept.`
    : `Too late: ${jobId} came to its own end (${state}).`
}
