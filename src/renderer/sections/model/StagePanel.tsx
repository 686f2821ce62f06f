import { Button, Group, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { MODEL_STAGES, type StageChange } from '../../../core/contract/modelRecord.ts'
import type { ModelView } from '../../../core/contract/workbench/modelViews.ts'
import { useAction } from '../../data/useAction.ts'
import { useSettings } from '../../data/useSettings.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { Panel } from '../../ui/Panel.tsx'
import { timeText } from '../../ui/timeText.ts'
import { modelName } from './scoreWords.ts'
import { StageBadge } from './trainedColumns.tsx'

type StagePanelProps = { readonly workspace: string; readonly view: ModelView }

/** The stage that the version is in, how it came there, and the way into another. */
export function StagePanel({ workspace, view }: StagePanelProps) {
  const { version, stages } = view
  const { timeZone } = useSettings()
  const [to, setTo] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const promote = useAction('models.promote')
  const stage = MODEL_STAGES.find((one) => one === to)
  const change = async () => {
    if (stage === undefined) return
    const outcome = await promote.run({ workspace, model: modelName(version), to: stage, reason })
    if (!outcome.ok) return
    setTo(null)
    setReason('')
  }
  return (
    <Panel
      title="Stage"
      description="Each change is journalled with its reason. Into production goes one version of a model, that was in shadow and was not trained on synthetic data; the former one is retired."
      flush
    >
      <Group gap="sm" className="model-stage">
        <StageBadge stage={version.stage} />
        <Select
          aria-label="To the stage"
          placeholder="To another stage"
          w={160}
          data={MODEL_STAGES.filter((one) => one !== version.stage)}
          value={to}
          onChange={setTo}
        />
        <TextInput
          aria-label="Reason"
          placeholder="Why: it is journalled"
          className="model-reason"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button
          size="xs"
          variant="default"
          disabled={stage === undefined || reason.trim() === ''}
          loading={promote.running}
          onClick={() => void change()}
        >
          Change the stage
        </Button>
      </Group>
      <DataTable
        columns={stageColumns(timeZone)}
        rows={stages}
        rowKey={({ atMs, to: into }) => `${atMs} ${into}`}
        height={180}
        label="Changes of stage"
        emptyText="It was never moved."
      />
    </Panel>
  )
}

function stageColumns(timeZone: string): readonly DataColumn<StageChange>[] {
  return [
    {
      key: 'at',
      title: `When, ${timeZone}`,
      width: 150,
      value: ({ atMs }) => atMs,
      text: ({ atMs }) => timeText(atMs, timeZone),
    },
    { key: 'from', title: 'From', width: 100, value: ({ from }) => from ?? '', text: ({ from }) => from ?? 'trained' },
    { key: 'to', title: 'To', width: 100, value: ({ to }) => to },
    {
      key: 'reason',
      title: 'Reason',
      width: 420,
      value: ({ reason }) => reason,
      text: ({ reason }) => <span title={reason}>{reason}</span>,
    },
  ]
}
