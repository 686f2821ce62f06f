import { Button } from '@mantine/core'
import { IconPlayerStop, IconPlayerTrackNext } from '@tabler/icons-react'
import type { RunRecord } from '../../../core/contract/runRecord.ts'
import type { JobView, RunView } from '../../../core/contract/workbench/views.ts'
import { isLive } from '../../data/jobsStore.ts'
import { useAction } from '../../data/useAction.ts'
import { useCall } from '../../data/useCall.ts'
import type { RunRequest } from './runFormFields.ts'
import { unfinishedRun } from './unfinishedRun.ts'

type JobButtonsProps = {
  readonly workspace: string
  readonly job: JobView | null
  readonly runs: readonly RunRecord[]
  readonly runId: string | null
  readonly starting: boolean
  readonly hindrance: string | null
  onStart(request: RunRequest): void
}

/** Cancel what runs; go on with what was stopped. */
export function JobButtons({ workspace, job, runs, runId, starting, hindrance, onStart }: JobButtonsProps) {
  const cancel = useAction('jobs.cancel')
  const open = unfinishedRun(runs, runId)
  const { value } = useCall('runs.show', { workspace, runId: open ?? '' }, { enabled: open !== null })
  if (job !== null && isLive(job))
    return (
      <Button
        size="compact-xs"
        color="orange"
        variant="light"
        leftSection={<IconPlayerStop size={14} />}
        loading={cancel.running}
        onClick={() => void cancel.run({ key: job.key })}
      >
        Cancel
      </Button>
    )
  if (job?.state === 'interrupted') return <InterruptedButtons job={job} hindrance={hindrance} />
  const request = value === null ? null : continuation(value)
  if (open === null || request === null) return null
  return (
    <Button
      size="compact-xs"
      leftSection={<IconPlayerTrackNext size={14} />}
      disabled={hindrance !== null}
      loading={starting}
      title="The same choices again: with the same data and manifest it goes on where it stopped."
      onClick={() => onStart(request)}
    >
      Continue run {open.slice(0, 8)}
    </Button>
  )
}

type InterruptedProps = { readonly job: JobView; readonly hindrance: string | null }

function InterruptedButtons({ job, hindrance }: InterruptedProps) {
  const goOn = useAction('jobs.continue')
  const dismiss = useAction('jobs.dismiss')
  return (
    <>
      <Button
        size="compact-xs"
        variant="subtle"
        title="It is shown no more; what it finished is kept."
        loading={dismiss.running}
        onClick={() => void dismiss.run({ key: job.key })}
      >
        Dismiss
      </Button>
      {job.canContinue ? (
        <Button
          size="compact-xs"
          leftSection={<IconPlayerTrackNext size={14} />}
          disabled={hindrance !== null}
          loading={goOn.running}
          title="The same job again: what is kept is not done again."
          onClick={() => void goOn.run({ key: job.key })}
        >
          Continue
        </Button>
      ) : null}
    </>
  )
}

function continuation({ choices }: RunView): RunRequest | null {
  return choices === null ? null : { kind: 'pipeline', ...choices }
}
