import { Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import type { TablePassport } from '../../../core/contract/tablePassport.ts'
import { useSettings } from '../../data/useSettings.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { timeText } from '../../ui/timeText.ts'

/** Dated data that is no bars. */
export function TablesPanel({ tables }: { readonly tables: readonly TablePassport[] }) {
  const { timeZone } = useSettings()
  const columns = useMemo(() => tableColumns(timeZone), [timeZone])
  return (
    <Panel title="Tables" description="Dated data that is not bars: when it happened, and when it was known." flush>
      <DataTable
        columns={columns}
        rows={tables}
        rowKey={({ name }) => name}
        height={220}
        label="Tables of the workspace"
      />
      <TableNotes tables={tables} />
    </Panel>
  )
}

/** What was found out about the clock of the stamps, and whether they were corrected. */
function TableNotes({ tables }: { readonly tables: readonly TablePassport[] }) {
  const noted = tables.flatMap(({ name, notes }) => notes.map((note) => ({ name, note })))
  if (noted.length === 0) return null
  return (
    <Stack gap={4} px="sm" py="xs">
      {noted.map(({ name, note }) => (
        <Text key={`${name} ${note}`} size="sm">
          <b>{name}</b> {note}
        </Text>
      ))}
    </Stack>
  )
}

function tableColumns(timeZone: string): readonly DataColumn<TablePassport>[] {
  const time = (
    key: string,
    title: string,
    pick: (row: TablePassport) => string | null,
  ): DataColumn<TablePassport> => ({
    key,
    title,
    width: 124,
    value: pick,
    text: (row) => timeText(pick(row), timeZone),
  })
  const count = (
    key: string,
    title: string,
    pick: (row: TablePassport) => number,
    explanation?: string,
  ): DataColumn<TablePassport> => ({
    key,
    title,
    width: 76,
    align: 'right',
    value: pick,
    text: (row) => countText(pick(row)),
    ...(explanation === undefined ? {} : { explanation }),
  })
  return [
    { key: 'name', title: 'Table', width: 110, value: ({ name }) => name },
    { key: 'columns', title: 'Values', width: 160, value: ({ columns }) => columns.map(({ name }) => name).join(', ') },
    time('first', `First event (${timeZone})`, ({ firstEvent }) => firstEvent),
    time('last', 'Last event', ({ lastEvent }) => lastEvent),
    time('known', 'Known from', ({ firstKnown }) => firstKnown),
    count('keys', 'Keys', ({ keys }) => keys),
    count('clean', 'Rows', ({ clean }) => clean),
    count('rejected', 'Rejected', ({ rejected }) => rejected),
    count('revisions', 'Revisions', ({ revisions }) => revisions, 'Later rows of one key and one event.'),
    count(
      'early',
      'Early',
      ({ knownBeforeEvent }) => knownBeforeEvent,
      'Rows known before they happened, as in a schedule.',
    ),
  ]
}
