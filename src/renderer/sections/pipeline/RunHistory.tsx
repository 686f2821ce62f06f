import { useMemo } from 'react'
import type { RunListItem } from '../../../core/contract/workbench/views.ts'
import type { Called } from '../../data/useCall.ts'
import { useSettings } from '../../data/useSettings.ts'
import { usePlace } from '../../state/place.ts'
import { type DataColumn, DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { moneyText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { timeText } from '../../ui/timeText.ts'
import { VerdictChip } from '../../ui/VerdictChip.tsx'
import { RunStateBadge } from './RunStateBadge.tsx'
import { wordsOf } from './runFormFields.ts'

type RunHistoryProps = {
  readonly shownRunId: string | null
  readonly runs: Called<readonly RunListItem[]>
}

/** All runs of the workspace; the one that is chosen is shown by the other sections too. */
export function RunHistory({ shownRunId, runs }: RunHistoryProps) {
  const { go } = usePlace()
  const { timeZone } = useSettings()
  const rows = runs.value ?? []
  const columns = useMemo(() => runColumns(timeZone), [timeZone])
  return (
    <Panel title="Runs" description="Choose the run that all sections show." flush>
      {runs.trouble ? <TroubleNote trouble={runs.trouble} /> : null}
      {runs.value === null && runs.loading ? <Loading /> : null}
      {runs.value !== null && rows.length === 0 ? (
        <EmptyState title="No runs yet" text="Start one under “New run”. It needs series of both instruments." />
      ) : null}
      {rows.length === 0 ? null : (
        <DataTable
          label="Runs of this workspace"
          columns={columns}
          rows={rows}
          rowKey={({ runId }) => runId}
          selectedKey={shownRunId}
          onRowClick={({ runId }) => go({ runId })}
          initialSort={{ key: 'created', descending: true }}
          height={260}
        />
      )}
    </Panel>
  )
}

function runColumns(timeZone: string): readonly DataColumn<RunListItem>[] {
  return [
    {
      key: 'run',
      title: 'Run',
      width: 150,
      value: (run) => run.runId,
      text: (run) => <span className="run-id">{run.runId}</span>,
      explanation: 'Named by data, configuration, seed and engine version: the same four give the same run.',
    },
    {
      key: 'state',
      title: 'State',
      value: (run) => run.state,
      text: (run) => <RunStateBadge state={run.state} />,
    },
    {
      key: 'verdict',
      title: 'Verdict',
      width: 130,
      value: (run) => run.verdict,
      text: (run) => (run.verdict === null ? 'none yet' : <VerdictChip verdict={run.verdict} />),
    },
    {
      key: 'created',
      title: `Created (${timeZone})`,
      width: 150,
      value: (run) => run.createdMs,
      text: (run) => timeText(run.createdMs, timeZone, 'second'),
    },
    {
      key: 'capital',
      title: 'Start capital',
      align: 'right',
      width: 110,
      value: ({ choices }) => choices?.startCapital,
      text: ({ choices }) => moneyText(choices?.startCapital),
      explanation: 'In the quote currency of the workspace.',
    },
    { key: 'seed', title: 'Seed', align: 'right', width: 70, value: ({ choices }) => choices?.seed },
    {
      key: 'iterate',
      title: 'Iterate',
      align: 'right',
      width: 80,
      value: ({ choices }) => choices?.iterate,
      explanation: wordsOf({ key: 'iterate' }).explanation,
    },
    {
      key: 'aid',
      title: 'Pattern aid',
      width: 100,
      value: ({ choices }) => choices?.patternAid,
      text: ({ choices }) => (choices === null ? 'n/a' : choices.patternAid ? 'on' : 'off'),
      explanation: wordsOf({ key: 'patternAid' }).explanation,
    },
    {
      key: 'config',
      title: 'Configuration',
      width: 120,
      value: (run) => run.configHash,
      text: (run) => <span className="run-id">{run.configHash.slice(0, 10)}</span>,
      explanation: 'First digits of the SHA-256 of the canonical configuration. Equal means: the same configuration.',
    },
  ]
}
