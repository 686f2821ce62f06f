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
import { FetchProgress } from './FetchProgress.tsx'
import { WatchProgress } from './WatchProgress.tsx'

const DATA_KINDS: readonly JobView['kind'][] = ['download', 'watch', 'fetch', 'sample', 'import', 'predictions', 'seal']
const TITLES: Readonly<Partial<Record<JobView['kind'], string>>> = {
  download: 'Download from Interactive Brokers',
  watch: 'Kept up to date from Interactive Brokers',
  fetch: 'Fetch from public archives',
}

type DataJobsProps = { readonly jobs: readonly JobView[]; onAgain(way: 'download' | 'fetch'): void }

/** What brings data in at the moment, and the trouble with which the newest of it ended. */
export function DataJobs({ jobs, onAgain }: DataJobsProps) {
  const [seen, setSeen] = useState<string | null>(null)
  const ofData = jobs.filter(({ kind }) => DATA_KINDS.includes(kind))
  const newest = ofData.reduce<JobView | null>(
    (last, job) => (last === null || job.startedMs >= last.startedMs ? job : last),
    null,
  )
  const failed =
    newest !== null && newest.trouble !== null && newest.state === 'failed' && newest.key !== seen ? newest : null
  const again = failed?.kind === 'download' || failed?.kind === 'fetch' ? failed.kind : null
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
              {again === null ? null : (
                <Button size="compact-xs" variant="default" onClick={() => onAgain(again)}>
                  Try again…
                </Button>
              )}
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
  const left = job.etaMs === null || job.kind === 'watch' ? '' : `, about ${durationText(job.etaMs)} left`
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
          {job.kind === 'watch' ? 'Stop' : 'Cancel'}
        </Button>
      }
    >
      <ProgressOf job={job} />
    </Panel>
  )
}

function ProgressOf({ job }: { readonly job: JobView }) {
  if (job.kind === 'watch') return <WatchProgress job={job} />
  if (job.kind === 'download') return <DownloadProgress job={job} />
  return job.kind === 'fetch' ? <FetchProgress job={job} /> : <PlainProgress job={job} />
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
