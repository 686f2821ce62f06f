import { SegmentedControl } from '@mantine/core'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { JobView, RunView } from '../../../core/contract/workbench/views.ts'
import { verdictName } from '../../../core/report/verdictText.ts'
import { isLive } from '../../data/jobsStore.ts'
import type { Called } from '../../data/useCall.ts'
import { durationText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { STAGE_NAMES, StageGraph } from './StageGraph.tsx'
import { runIdOf, statesOfJob, statesOfRun } from './stageStates.ts'

type Source = 'job' | 'run'
type StagesPanelProps = {
  readonly job: JobView | null
  readonly run: Called<RunView>
  /** Buttons. */
  readonly children: ReactNode
}

/** The stages with their state: live from the newest job, or as the chosen run has kept them. */
export function StagesPanel({ job, run, children }: StagesPanelProps) {
  const [choice, setChoice] = useState<Source | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new job or another run is looked at anew
  useEffect(() => setChoice(null), [job?.key, job?.state, run.value?.run.runId])
  const source = job === null ? 'run' : run.value === null ? 'job' : (choice ?? preferred(job, run.value))
  const states = useMemo(() => {
    if (source === 'job' && job !== null) return statesOfJob(STAGE_NAMES, job)
    return run.value === null ? new Map() : statesOfRun(STAGE_NAMES, run.value)
  }, [source, job, run.value])
  return (
    <Panel
      title="Stages"
      description={source === 'job' && job !== null ? jobText(job) : runText(run.value)}
      actions={
        <>
          {job !== null && run.value !== null ? (
            <SegmentedControl
              size="xs"
              aria-label="Whose stages are shown"
              value={source}
              onChange={(value) => setChoice(value === 'job' ? 'job' : 'run')}
              data={[
                { value: 'job', label: 'Last job' },
                { value: 'run', label: 'Chosen run' },
              ]}
            />
          ) : null}
          {children}
        </>
      }
    >
      {run.trouble && source === 'run' ? <TroubleNote trouble={run.trouble} /> : null}
      {source === 'job' && job?.trouble ? <TroubleNote trouble={job.trouble} /> : null}
      <StageGraph states={states} />
    </Panel>
  )
}

/** A job that still runs or came to no good end is looked at first; else the chosen run, unless it is the job's own. */
function preferred(job: JobView, { run }: RunView): Source {
  return job.state !== 'done' || runIdOf(job) === run.runId ? 'job' : 'run'
}

function jobText(job: JobView): string {
  const live = isLive(job)
  const parts = [
    `Job ${job.jobId ?? 'begins'}`,
    job.state,
    ...(live && job.stage !== '' ? [job.stage] : []),
    durationText(job.elapsedMs),
    ...(live && job.etaMs !== null ? [`about ${durationText(job.etaMs)} left`] : []),
  ]
  return parts.join(' · ')
}

function runText(run: RunView | null): string {
  if (run === null) return 'No run yet: start one below. Stages whose results are kept are not computed again.'
  const verdict = run.run.verdict === null ? '' : ` · ${verdictName(run.run.verdict)}`
  return `Run ${run.run.runId} · ${run.run.state}${verdict}`
}
