import { useMemo } from 'react'
import type { FetchRecord } from '../../../core/contract/fetchRecord.ts'
import { useCall } from '../../data/useCall.ts'
import { useSettings } from '../../data/useSettings.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { timeText } from '../../ui/timeText.ts'

const ROW_PX = 30

/** What came of the last fetch of each kind and instrument; nothing where nothing was fetched. */
export function FetchedPanel({ workspace }: { readonly workspace: string }) {
  const fetched = useCall('fetch.list', { workspace })
  const { timeZone } = useSettings()
  const columns = useMemo(() => fetchedColumns(timeZone), [timeZone])
  if (fetched.trouble !== null) return <TroubleNote trouble={fetched.trouble} />
  const rows = fetched.value ?? []
  if (rows.length === 0) return null
  const notes = [...new Set(rows.flatMap((row) => row.notes))]
  return (
    <Panel
      title="Fetched"
      description="The last fetch of each kind and instrument. What the source does not have is asked for again next time."
      flush
    >
      <DataTable
        columns={columns}
        rows={rows}
        rowKey={({ kind, table, period, market }) => `${kind} ${table} ${period} ${market}`}
        height={Math.min(220, (rows.length + 1) * ROW_PX + 12)}
        label="What was fetched"
      />
      <ul style={{ margin: 0, padding: '6px 12px 8px 28px', fontSize: 12, color: 'var(--mantine-color-dimmed)' }}>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </Panel>
  )
}

function fetchedColumns(timeZone: string): readonly DataColumn<FetchRecord>[] {
  const count = (
    key: string,
    title: string,
    pick: (row: FetchRecord) => number,
    explanation: string,
  ): DataColumn<FetchRecord> => ({
    key,
    title,
    width: 84,
    align: 'right',
    value: pick,
    text: (row) => countText(pick(row)),
    explanation,
  })
  return [
    { key: 'kind', title: 'What', width: 116, value: ({ kind, table }) => (table === null ? 'bars' : (table ?? kind)) },
    { key: 'market', title: 'Contract', width: 96, value: ({ market }) => market },
    { key: 'period', title: 'Period', width: 56, value: ({ kind, period }) => (kind === 'funding' ? '' : period) },
    {
      key: 'span',
      title: 'Asked for (UTC)',
      width: 190,
      value: ({ fromMs }) => fromMs,
      text: ({ fromMs, toMs }) => `${timeText(fromMs, 'UTC', 'day')} to ${timeText(toMs, 'UTC', 'day')}`,
      explanation: 'Of the last fetch; the end is excluded.',
    },
    count('rows', 'New rows', ({ rows }) => rows, 'Rows that the last fetch brought in.'),
    count(
      'known',
      'Here before',
      ({ known }) => known,
      'Months or days that were in the data already and were not asked for.',
    ),
    {
      key: 'missing',
      title: 'Missing',
      width: 170,
      value: ({ missing }) => missing.length,
      text: ({ missing }) => <span title={missing.join(', ')}>{missingText(missing)}</span>,
      explanation: 'Months or days that the source does not have.',
    },
    count(
      'unverified',
      'Unverified',
      ({ unverified }) => unverified,
      'Archives for which the source publishes no checksum, in all fetches so far.',
    ),
    {
      key: 'at',
      title: `When (${timeZone})`,
      width: 124,
      value: ({ atMs }) => atMs,
      text: ({ atMs, source }) => <span title={`from ${source}`}>{timeText(atMs, timeZone)}</span>,
      explanation: 'When it was fetched; the source shows under the pointer.',
    },
  ]
}

function missingText(missing: readonly string[]): string {
  if (missing.length === 0) return 'nothing'
  if (missing.length === 1) return `${missing[0]}`
  return `${countText(missing.length)}: ${missing[0]} to ${missing.at(-1)}`
}
