import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type Ref, useMemo, useState } from 'react'
import type { ColumnSummary } from '../../../core/contract/workbench/buildViews.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import type { RowSteps } from '../../ui/useTakenRow.ts'
import { NARROW_SUMMARY_COLUMNS, SUMMARY_COLUMNS } from './summaryColumns.tsx'

type ColumnsPanelProps = {
  readonly columns: readonly ColumnSummary[]
  readonly selected: string | null
  readonly steps: Ref<RowSteps>
  onColumn(name: string): void
}

export function ColumnsPanel({ columns, selected, steps, onColumn }: ColumnsPanelProps) {
  const [search, setSearch] = useState('')
  const shown = useMemo(
    () => columns.filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase())),
    [columns, search],
  )
  return (
    <Panel
      title="Columns"
      description={`${countText(shown.length)} of ${countText(columns.length)}; quartiles and moments of the values that are there`}
      actions={
        <TextInput
          w={170}
          aria-label="Search the columns"
          placeholder="Name"
          leftSection={<IconSearch size={14} aria-hidden="true" />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      }
      flush
    >
      <DataTable
        columns={selected === null ? SUMMARY_COLUMNS : NARROW_SUMMARY_COLUMNS}
        rows={shown}
        rowKey={({ name }) => name}
        onRowClick={({ name }) => onColumn(name)}
        selectedKey={selected}
        steps={steps}
        height={420}
        label="Columns of the matrix; Enter shows the definition and the values"
        emptyText="No column fits the search."
      />
    </Panel>
  )
}
