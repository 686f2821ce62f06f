import { useMemo } from 'react'
import type { LedgerOpening } from '../../../core/contract/workbench/ledgerViews.ts'
import { useSettings } from '../../data/useSettings.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { timeText } from '../../ui/timeText.ts'

type OpeningsPanelProps = { readonly openings: readonly LedgerOpening[]; readonly of: string }

/** When a sealed hold-out was looked at, and which. */
export function OpeningsPanel({ openings, of }: OpeningsPanelProps) {
  const { timeZone } = useSettings()
  const columns = useMemo(() => openingColumns(timeZone), [timeZone])
  return (
    <Panel
      title="Hold-out openings"
      description={`Looks at sealed bars of ${of}, the newest first; the ledger keeps each for ever`}
      flush
    >
      {openings.length === 0 ? (
        <EmptyState
          title="Never opened"
          text="No sealed bar has been looked at: what a hold-out says here is still worth its full weight."
        />
      ) : (
        <DataTable
          columns={columns}
          rows={openings}
          rowKey={({ seq }) => String(seq)}
          initialSort={{ key: 'seq', descending: true }}
          height={320}
          label="Hold-out openings"
        />
      )}
    </Panel>
  )
}

function openingColumns(timeZone: string): readonly DataColumn<LedgerOpening>[] {
  return [
    {
      key: 'seq',
      title: 'Entry',
      width: 76,
      align: 'right',
      value: ({ seq }) => seq,
      text: ({ seq }) => countText(seq),
    },
    {
      key: 'when',
      title: 'When',
      width: 128,
      value: ({ job }) => job?.createdMs,
      text: ({ job }) => timeText(job?.createdMs ?? null, timeZone),
      why: () => 'The job that opened it is not known: its workspace is gone.',
      explanation: 'When the job began that opened it, in the time zone of display; not known where the job is gone.',
    },
    { key: 'symbols', title: 'On', width: 92, value: ({ symbols }) => symbols },
    {
      key: 'span',
      title: 'Sealed span',
      width: 176,
      value: ({ spanStartMs }) => spanStartMs,
      text: ({ spanStartMs, spanEndMs }) =>
        `${timeText(spanStartMs, 'UTC', 'day')} to ${timeText(spanEndMs, 'UTC', 'day')}`,
      explanation: 'Days in UTC.',
    },
    {
      key: 'count',
      title: 'Openings by then',
      width: 128,
      align: 'right',
      value: ({ openings }) => openings,
      text: ({ openings, isNew }) => `${countText(openings)}${isNew ? '' : ' (again)'}`,
      explanation:
        'How often a configuration was looked at on an overlapping span by then, on any set that shares an instrument. (again): the same one, which counts once.',
    },
  ]
}
