import { ActionIcon, Badge, Tooltip } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useState } from 'react'
import type { JobView } from '../../core/contract/workbench/views.ts'
import { isAtWork, isLive } from '../data/jobsStore.ts'
import { useJobs } from '../data/useJobs.ts'
import { JobLog } from './JobLog.tsx'
import { JobRow } from './JobRow.tsx'

type JobRailProps = { readonly folded: boolean; onFold(): void }

/** Every job the engine knows: those that run first, then those that ended, the newest first. */
export function JobRail({ folded, onFold }: JobRailProps) {
  const jobs = useJobs()
  const [logOf, setLogOf] = useState<JobView | null>(null)
  const live = jobs.filter(isLive).sort((left, right) => Number(isAtWork(right)) - Number(isAtWork(left)))
  const ended = jobs.filter((job) => !isLive(job)).sort((left, right) => (right.endedMs ?? 0) - (left.endedMs ?? 0))
  const shown = folded ? (live.length > 0 ? live.slice(0, 1) : ended.slice(0, 1)) : [...live, ...ended]
  const label = folded ? 'Show all jobs' : 'Fold the jobs to one line'
  return (
    <section className="job-rail" aria-label="Jobs" data-folded={folded || undefined}>
      <div className="job-rail-head">
        <h2 className="job-rail-title">Jobs</h2>
        <Badge color={live.length > 0 ? 'ocean' : 'gray'} tt="none">
          {live.length > 0 ? `${live.length} running` : 'none running'}
        </Badge>
        <Tooltip label={label}>
          <ActionIcon size="sm" aria-label={label} aria-expanded={!folded} onClick={onFold}>
            {folded ? <IconChevronUp size={16} /> : <IconChevronDown size={16} />}
          </ActionIcon>
        </Tooltip>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so must be reachable by keyboard */}
      <div className="job-rail-list" role="log" aria-live="off" aria-label="Jobs, those that run first" tabIndex={0}>
        {shown.map((job) => (
          <JobRow key={job.key} job={job} folded={folded} onLog={() => setLogOf(job)} />
        ))}
        {shown.length === 0 ? <div className="job-none">No job has run since the engine was started.</div> : null}
      </div>
      {logOf === null ? null : (
        <JobLog job={jobs.find(({ key }) => key === logOf.key) ?? logOf} onClose={() => setLogOf(null)} />
      )}
    </section>
  )
}
