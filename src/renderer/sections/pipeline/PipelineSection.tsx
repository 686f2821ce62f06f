import { Tabs } from '@mantine/core'
import { useMemo, useRef } from 'react'
import { isAtWork } from '../../data/jobsStore.ts'
import { useAction } from '../../data/useAction.ts'
import { useCall } from '../../data/useCall.ts'
import { useJobsOf } from '../../data/useJobs.ts'
import { Panel } from '../../ui/Panel.tsx'
import { FallbackTable } from './FallbackTable.tsx'
import { HoldOutLine } from './HoldOutLine.tsx'
import { JobButtons } from './JobButtons.tsx'
import { ManifestEditor } from './ManifestEditor.tsx'
import { RunComparison } from './RunComparison.tsx'
import { RunForm } from './RunForm.tsx'
import { RunHistory } from './RunHistory.tsx'
import type { RunRequest } from './runFormFields.ts'
import { StagesPanel } from './StagesPanel.tsx'
import { newestPipelineJob } from './stageStates.ts'
import './pipeline.css'

type PipelineSectionProps = { readonly workspace: string; readonly runId: string | null }

export function PipelineSection({ workspace, runId }: PipelineSectionProps) {
  const jobs = useJobsOf(workspace)
  const job = useMemo(() => newestPipelineJob(jobs), [jobs])
  const live = jobs.find(isAtWork)
  const manifest = useCall('workspace.manifest', { workspace })
  const runs = useCall('runs.list', { workspace })
  const run = useCall('runs.show', { workspace, runId: runId ?? '' }, { enabled: runId !== null })
  const start = useAction('jobs.start')
  const top = useRef<HTMLDivElement>(null)
  const begin = async (request: RunRequest) => {
    const outcome = await start.run({ workspace, request })
    if (outcome.ok) top.current?.scrollIntoView()
  }
  const hindrance =
    live === undefined ? null : `A ${live.kind} job of this workspace is running; one at a time writes it.`
  return (
    <div className="pipeline-section" ref={top}>
      <StagesPanel job={job} run={run}>
        <JobButtons
          workspace={workspace}
          job={job}
          runs={runs.value ?? []}
          runId={runId}
          starting={start.running}
          hindrance={hindrance}
          onStart={(request) => void begin(request)}
        />
      </StagesPanel>
      <Tabs defaultValue="new">
        <Tabs.List mb={10}>
          <Tabs.Tab value="new">New run and manifest</Tabs.Tab>
          <Tabs.Tab value="runs">Runs{runs.value === null ? '' : ` (${runs.value.length})`}</Tabs.Tab>
          <Tabs.Tab value="compare">Compare</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="new">
          <div className="run-and-manifest">
            <Panel title="New run">
              <HoldOutLine workspace={workspace} />
              <RunForm
                defaults={manifest.value?.workspace ?? null}
                running={start.running}
                hindrance={hindrance}
                onRun={(request) => void begin(request)}
              />
            </Panel>
            <ManifestEditor key={workspace} workspace={workspace} manifest={manifest} />
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="runs">
          <div className="compare-parts">
            <RunHistory shownRunId={runId} runs={runs} />
            {runId === null ? null : <FallbackTable workspace={workspace} runId={runId} />}
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="compare">
          <RunComparison
            workspace={workspace}
            shownRunId={runId}
            runs={runs.value ?? []}
            currency={manifest.value?.workspace.quoteCurrency ?? ''}
          />
        </Tabs.Panel>
      </Tabs>
    </div>
  )
}
