import { notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import type { JobView } from '../../core/contract/workbench/views.ts'
import { jobKindText } from '../data/jobText.ts'
import { refetch } from '../data/refetch.ts'
import { useEngineHold } from '../data/useEngineHold.ts'
import { durationText } from '../ui/numberText.ts'
import { showTrouble } from '../ui/showTrouble.tsx'

/** When a job ends or finishes a stage, what is shown of its workspace is asked again; of its end the person is told. */
export function useJobNotices(): void {
  const { jobs } = useEngineHold()
  useEffect(() => jobs.onStage(({ workspace }) => refetch(workspace)), [jobs])
  useEffect(
    () =>
      jobs.onEnded((job) => {
        refetch(job.workspace)
        tell(job)
      }),
    [jobs],
  )
}

function tell(job: JobView): void {
  const what = `${jobKindText(job.kind)} of ${job.workspace}`
  if (job.trouble !== null) {
    showTrouble({ ...job.trouble, message: `${what}: ${job.trouble.message}` })
    return
  }
  notifications.show({
    title: `${what}: ${job.state}`,
    message: `After ${durationText(job.elapsedMs)}.`,
    color: job.state === 'done' ? 'ocean' : 'gray',
    autoClose: 6_000,
    closeButtonProps: { 'aria-label': 'Close this notice' },
  })
}
