import { Button, Group, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { PredictionsPassport } from '../../../core/contract/predictionsPassport.ts'
import { useCall } from '../../data/useCall.ts'
import { useSettings } from '../../data/useSettings.ts'
import { SpecDialog } from '../../parts/SpecDialog.tsx'
import type { SpecKind } from '../../parts/specFields.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { compactText, countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { timeText } from '../../ui/timeText.ts'

type Started = { readonly kind: SpecKind; readonly model: string }

const ROW_PX = 34

/** What models foretold, brought in or made here, and the way to trade it; nothing where there is none. */
export function PredictionsPanel({ workspace }: { readonly workspace: string }) {
  const kept = useCall('predictions.list', { workspace })
  const { timeZone } = useSettings()
  const [started, setStarted] = useState<Started | null>(null)
  const columns = useMemo(() => predictionColumns(timeZone, setStarted), [timeZone])
  if (kept.trouble !== null) return <TroubleNote trouble={kept.trouble} />
  const rows = kept.value ?? []
  if (rows.length === 0) return null
  const notes = rows.flatMap(({ model, notes: own = [] }) => own.map((note) => ({ model, note })))
  return (
    <Panel title="Predictions" description="What models foretold, each known at the close of its bar." flush>
      <DataTable
        columns={columns}
        rows={rows}
        rowKey={({ model }) => model}
        height={Math.min(220, (rows.length + 1) * ROW_PX + 12)}
        label="Predictions that the workspace keeps"
      />
      {notes.map(({ model, note }) => (
        <Text key={`${model} ${note}`} size="sm" px="sm" py={4}>
          <b>{model}</b> {note}
        </Text>
      ))}
      {started === null ? null : (
        <SpecDialog
          key={`${started.kind} ${started.model}`}
          workspace={workspace}
          kind={started.kind}
          model={started.model}
          opened
          onClose={() => setStarted(null)}
        />
      )}
    </Panel>
  )
}

function predictionColumns(
  timeZone: string,
  onStart: (started: Started) => void,
): readonly DataColumn<PredictionsPassport>[] {
  return [
    { key: 'model', title: 'Model', width: 128, value: ({ model }) => model },
    {
      key: 'from',
      title: 'From',
      width: 100,
      value: originText,
      text: (row) => <span title={row.source}>{originText(row)}</span>,
      explanation:
        'A file, a model that was trained here, or one of another program; the source shows under the pointer.',
    },
    {
      key: 'symbols',
      title: 'Instruments',
      width: 96,
      value: ({ symbols }) => symbols.map(({ symbol }) => symbol).join(', '),
    },
    { key: 'interval', title: 'Length', width: 60, value: ({ interval }) => interval },
    {
      key: 'span',
      title: `Bars (${timeZone})`,
      width: 180,
      value: (row) => spanOf(row).first,
      text: (row) => {
        const { first, last } = spanOf(row)
        return `${timeText(first, timeZone, 'day')} to ${timeText(last, timeZone, 'day')}`
      },
      explanation: 'The first and the last bar that something was foretold of.',
    },
    {
      key: 'rows',
      title: 'Rows',
      width: 76,
      align: 'right',
      value: ({ rows }) => rows,
      text: ({ rows }) => countText(rows),
    },
    {
      key: 'without',
      title: 'Without bar',
      width: 90,
      align: 'right',
      value: ({ withoutBar }) => withoutBar,
      text: ({ withoutBar }) => countText(withoutBar),
      explanation: 'Rows at whose time no bar is stored, or none yet. They are not traded.',
    },
    {
      key: 'range',
      title: 'Signals',
      width: 112,
      align: 'right',
      value: ({ least }) => least,
      text: ({ least, most }) => `${compactText(least)} to ${compactText(most)}`,
      explanation: 'The least and the largest signal.',
    },
    {
      key: 'start',
      title: 'Trade them',
      width: 176,
      value: () => null,
      text: ({ model }) => (
        <Group gap={6} wrap="nowrap">
          <Button size="compact-xs" variant="default" onClick={() => onStart({ kind: 'backtest', model })}>
            Backtest…
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => onStart({ kind: 'sweep', model })}>
            Sweep…
          </Button>
        </Group>
      ),
    },
  ]
}

function originText({ trained, imported }: PredictionsPassport): string {
  if (trained !== undefined) return 'trained here'
  return imported === undefined ? 'a file' : `${imported.format} model`
}

function spanOf({ symbols }: PredictionsPassport): { readonly first: string | null; readonly last: string | null } {
  const first = symbols.map(({ firstTime }) => firstTime).sort()[0]
  const last = symbols
    .map(({ lastTime }) => lastTime)
    .sort()
    .at(-1)
  return { first: first ?? null, last: last ?? null }
}
