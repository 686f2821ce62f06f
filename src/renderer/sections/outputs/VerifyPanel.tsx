import { Button, Progress } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import type { JobView } from '../../../core/contract/workbench/views.ts'
import { isAtWork, isLive } from '../../data/jobsStore.ts'
import { useAction } from '../../data/useAction.ts'
import { useJobsOf } from '../../data/useJobs.ts'
import { useSettings } from '../../data/useSettings.ts'
import { durationText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { timeText } from '../../ui/timeText.ts'
import { newestVerification, verifiedFiles } from './verifyReport.ts'

type VerifyPanelProps = { readonly workspace: string; readonly runId: string }

/** Computes the run again from its data and compares every byte that was published. */
export function VerifyPanel({ workspace, runId }: VerifyPanelProps) {
  const jobs = useJobsOf(workspace)
  const start = useAction('jobs.start')
  const cancel = useAction('jobs.cancel')
  const job = newestVerification(jobs, runId)
  const live = jobs.find(isAtWork)
  const mine = job !== null && isLive(job)
  return (
    <Panel
      title="Verify"
      description="Computes the run again from its data and compares the hash of every published file. Takes as long as the run did."
      actions={
        mine ? (
          <Button
            size="compact-xs"
            color="orange"
            variant="light"
            loading={cancel.running}
            onClick={() => void cancel.run({ key: job.key })}
          >
            Cancel
          </Button>
        ) : (
          <Button
            size="compact-xs"
            leftSection={<IconShieldCheck size={14} />}
            disabled={live !== undefined}
            loading={start.running}
            onClick={() => void start.run({ workspace, request: { kind: 'verify', runId } })}
          >
            Verify this run
          </Button>
        )
      }
    >
      <Result job={job} />
      {live !== undefined && !mine ? (
        <div className="verify-note">A {live.kind} job of this workspace is running; verify when it has ended.</div>
      ) : null}
    </Panel>
  )
}

function Result({ job }: { readonly job: JobView | null }) {
  const { timeZone } = useSettings()
  if (job === null) return <div className="verify-note">Not verified in this session.</div>
  if (isLive(job)) {
    const share = job.total > 0 ? (100 * job.done) / job.total : 0
    return (
      <div className="verify-note">
        Computing again: {job.stage === '' ? 'starting' : job.stage} · {durationText(job.elapsedMs)}
        <Progress value={share} size="xs" mt={6} aria-label={`Progress of the stage ${job.stage}`} />
      </div>
    )
  }
  const ended = timeText(job.endedMs, timeZone)
  if (job.trouble !== null) return <TroubleNote trouble={job.trouble} />
  if (job.state === 'cancelled') return <div className="verify-note">Cancelled at {ended}; nothing was compared.</div>
  const files = verifiedFiles(job)
  if (files === null) return <div className="verify-note">Ended at {ended} without a report; see its log.</div>
  return (
    <div className="verify-note" data-verified>
      <IconShieldCheck size={16} aria-hidden="true" /> Verified at {ended}: computed again, and all {files.length}{' '}
      published files have the same bytes.
    </div>
  )
}
