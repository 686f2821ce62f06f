import { Switch } from '@mantine/core'
import type { SeriesView } from '../../../core/contract/workbench/views.ts'
import { isLive } from '../../data/jobsStore.ts'
import { useAction } from '../../data/useAction.ts'
import { useJobsOf } from '../../data/useJobs.ts'
import { watchRequest } from './watchRequest.ts'

type WatchSwitchProps = {
  readonly workspace: string
  readonly interval: string
  readonly shown: SeriesView | undefined
  readonly all: readonly SeriesView[]
}

/** Downloads go on after each bar that closes, as long as it is on and the engine runs. Only for series that came from a download. */
export function WatchSwitch({ workspace, interval, shown, all }: WatchSwitchProps) {
  const start = useAction('jobs.start')
  const cancel = useAction('jobs.cancel')
  const watch = useJobsOf(workspace).find((job) => job.kind === 'watch' && isLive(job)) ?? null
  const request = watchRequest(shown, all, interval)
  if (request === null && watch === null) return null
  const turn = (on: boolean) => {
    if (!on && watch !== null) void cancel.run({ key: watch.key })
    if (on && request !== null) void start.run({ workspace, request })
  }
  const what = request?.symbols?.join(', ') ?? 'what was chosen'
  return (
    <Switch
      size="xs"
      label="Keep up to date"
      title={`After each bar that closes the download of ${what} goes on, until this is turned off or the engine ends. In between the workspace is free for other jobs.`}
      checked={watch !== null}
      disabled={start.running || cancel.running}
      onChange={(event) => turn(event.currentTarget.checked)}
      style={{ flex: 'none' }}
    />
  )
}
