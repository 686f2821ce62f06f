import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Summary } from '../../../core/contract/summary.ts'
import {
  type IterateShape,
  type RobustnessStageShape,
  readIterate,
  readRobustness,
} from '../../../core/contract/workbench/stageShapesRobustness.ts'
import { useCall } from '../../data/useCall.ts'
import { useStageOutput } from '../../data/useStageOutput.ts'
import { usePlace } from '../../state/place.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { BootstrapPanel } from './BootstrapPanel.tsx'
import { DeflatedSharpePanel } from './DeflatedSharpePanel.tsx'
import { DrawdownsPanel } from './DrawdownsPanel.tsx'
import { FanPanel } from './FanPanel.tsx'
import { GatesPanel } from './GatesPanel.tsx'
import { HoldOutPanel } from './HoldOutPanel.tsx'
import { judgedParts, lastChoice } from './judgedParts.ts'
import { NeighbourhoodPanel } from './NeighbourhoodPanel.tsx'
import { PlaceboPanel } from './PlaceboPanel.tsx'
import './robustness.css'
import { RobustnessSource } from './RobustnessSource.tsx'
import { StoredRobustness } from './StoredRobustness.tsx'
import { StressPanel } from './StressPanel.tsx'
import { readSuiteAddress, suiteAddress } from './suiteAddress.ts'
import { TriesPanel } from './TriesPanel.tsx'

type SectionProps = { readonly workspace: string; readonly runId: string | null }

/** What the result withstands, and what the gates make of it. */
export function RobustnessSection({ workspace, runId }: SectionProps) {
  const { at } = usePlace()
  const stored = readSuiteAddress(at)
  if (stored !== null) return <StoredRobustness workspace={workspace} address={stored} />
  return (
    <Stack gap="sm">
      <RobustnessSource source="run" />
      {runId === null ? <NoRun /> : <RunRobustness workspace={workspace} runId={runId} />}
    </Stack>
  )
}

function NoRun() {
  const { go } = usePlace()
  return (
    <EmptyState
      title="No run to show"
      text="Run the pipeline, or choose a run in its history; its gates and tests are shown here."
      action={
        <Group gap="xs">
          <Button size="xs" onClick={() => go({ section: 'pipeline' })}>
            Go to the pipeline
          </Button>
          <Button size="xs" variant="default" onClick={() => go({ at: suiteAddress({ backtestId: null }) })}>
            See stored backtests
          </Button>
        </Group>
      }
    />
  )
}

function RunRobustness({ workspace, runId }: { readonly workspace: string; readonly runId: string }) {
  const run = useCall('runs.show', { workspace, runId })
  const robustness = useStageOutput(workspace, runId, 'robustness', readRobustness)
  const iterate = useStageOutput(workspace, runId, 'iterate', readIterate)
  if (run.trouble) return <TroubleNote trouble={run.trouble} />
  if (run.value === null || robustness.loading || iterate.loading)
    return <Loading label="Reading the robustness tests" />
  const { summary } = run.value
  const trouble = robustness.trouble ?? iterate.trouble
  return (
    <Stack gap="sm">
      {summary === null ? null : <GatesPanel summary={summary} />}
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      {summary === null && robustness.value === null && trouble === null ? <NotYet /> : null}
      {robustness.value === null ? null : (
        <Tests robustness={robustness.value} iterate={iterate.value} summary={summary} />
      )}
      {summary === null && robustness.value === null ? null : (
        <>
          <HoldOutPanel workspace={workspace} runId={runId} summary={summary} />
          {iterate.value === null ? null : (
            <TriesPanel iterate={iterate.value} currency={summary?.quoteCurrency ?? ''} />
          )}
        </>
      )}
    </Stack>
  )
}

function NotYet() {
  return (
    <EmptyState
      title="Not tested yet"
      text="This run has not come to its robustness tests, so no gate has been put to it. Follow it in the job rail, or run the pipeline again: it goes on where it stopped."
    />
  )
}

type TestsProps = {
  readonly robustness: RobustnessStageShape
  readonly iterate: IterateShape | null
  readonly summary: Summary | null
}

function Tests({ robustness, iterate, summary }: TestsProps) {
  const parts = useMemo(() => judgedParts(robustness, iterate), [robustness, iterate])
  const [wanted, setWanted] = useState<string | null>(null)
  const shown = parts.find(({ id }) => id === wanted) ?? parts[0]
  if (shown === undefined) return null
  const currency = summary?.quoteCurrency ?? ''
  return (
    <>
      {parts.length < 2 ? null : (
        <Group gap="sm">
          <SegmentedControl
            size="xs"
            aria-label="What is tested"
            value={shown.id}
            onChange={setWanted}
            data={parts.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Text size="sm" c="dimmed">
            The gates on the tests read the worst of these.
          </Text>
        </Group>
      )}
      <div className="robustness-grid">
        <FanPanel part={shown.part} currency={currency} />
        <StressPanel part={shown.part} currency={currency} />
        <BootstrapPanel part={shown.part} currency={currency} />
        <PlaceboPanel placebo={robustness.placebo} />
        <DrawdownsPanel part={shown.part} />
        <DeflatedSharpePanel accounts={parts} summary={summary} />
        <NeighbourhoodPanel part={shown.part} choice={lastChoice(robustness)} currency={currency} />
      </div>
    </>
  )
}
