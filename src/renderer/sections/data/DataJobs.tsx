import { Button, Group, Progress, Stack } from '@mantine/core'
import { useState } from 'react'
import type { JobView } from '../../../core/contract/workbench/views.ts'
import { isLive } from '../../data/jobsStore.ts'
import { jobKindText } from '../../data/jobText.ts'
import { useAction } from '../../data/useAction.ts'
import { durationText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { DownloadProgress } from './DownloadProgress.tsx'

const DATA_KINDS: readonly JobView['kind'][] = ['download', 'sample', 'import']
const TITLES: Readonly<Partial<Record<JobView['kind'], string>>> = {
  download: 'Download from Interactive Brokers',
}

/** What brings data in at the moment, and the trouble with which the newest of it ended. */
export function DataJobs({ jobs, onDownload }: { readonly jobs: readonly JobView[]; onDownload(): void }) {
  const [seen, setSeen] = useState<string | null>(null)
  const ofData = jobs.filter(({ kind }) => DATA_KINDS.includes(kind))
  const newest = ofData.reduce<JobView | null>(
    (last, job) => (last === null || job.startedMs >= last.startedMs ? job : last),
    null,
  )
  const failed =
    newest !== null && newest.trouble !== null && newest.state === 'failed' && newest.key !== seen ? newest : null
  return (
    <>
      {ofData.filter(isLive).map((job) => (
        <LiveJob key={job.key} job={job} />
      ))}
      {failed?.trouble ? (
        <TroubleNote
          trouble={failed.trouble}
          action={
            <>
              {failed.kind === 'download' ? (
                <Button size="compact-xs" variant="default" onClick={onDownload}>
                  Try again…
                </Button>
              ) : null}
              <Button size="compact-xs" variant="default" onClick={() => setSeen(failed.key)}>
                Dismiss
              </Button>
            </>
          }
        />
      ) : null}
    </>
  )
}

function LiveJob({ job }: { readonly job: JobView }) {
  const cancel = useAction('jobs.cancel')
  const left = job.etaMs === null ? '' : `, about ${durationText(job.etaMs)} left`
  return (
    <Panel
      title={TITLES[job.kind] ?? jobKindText(job.kind)}
      description={`for ${durationText(job.elapsedMs)}${left}`}
      actions={
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => void cancel.run({ key: job.key })}
          loading={cancel.running}
        >
          Cancel
        </Button>
      }
    >
      {job.kind === 'download' ? <DownloadProgress job={job} /> : <PlainProgress job={job} />}
    </Panel>
  )
}

function PlainProgress({ job }: { readonly job: JobView }) {
  const share = job.total > 0 ? (job.done / job.total) * 100 : 0
  return (
    <Stack gap={6}>
      <Progress value={share} aria-label="Progress" animated={job.total === 0} />
      <Group justify="space-between" gap="md">
        <span>{job.note === '' ? job.stage || 'starting' : job.note}</span>
      </Group>
    </Stack>
  )
}
