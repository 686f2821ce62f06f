import { Button, Group, Select } from '@mantine/core'
import { useMemo } from 'react'
import type { ExpectancyCellShape } from '../../../core/contract/workbench/stageShapesEvents.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { ANY, type CellFilter, cellKey, distinct, EVERY_CELL } from './cellChoice.ts'
import { expectancyColumns } from './expectancyColumns.ts'

type ExpectancyPanelProps = {
  readonly cells: readonly ExpectancyCellShape[]
  readonly shown: readonly ExpectancyCellShape[]
  readonly filter: CellFilter
  readonly picked: ReadonlySet<string>
  onFilter(filter: CellFilter): void
  onPick(key: string): void
}

export function ExpectancyPanel({ cells, shown, filter, picked, onFilter, onPick }: ExpectancyPanelProps) {
  const columns = useMemo(() => expectancyColumns(picked), [picked])
  return (
    <Panel
      title="Conditional expectancy"
      description={`${countText(shown.length)} of ${countText(cells.length)} planned cells. Returns after costs, percent of the notional. A row goes into the forest plot by a click or Enter.`}
      flush
    >
      <FilterBar cells={cells} filter={filter} onFilter={onFilter} />
      <DataTable
        columns={columns}
        rows={shown}
        rowKey={cellKey}
        onRowClick={(cell) => onPick(cellKey(cell))}
        height={400}
        initialSort={{ key: 'p' }}
        label="Conditional expectancy by cell"
        emptyText="No cell fits the filter."
      />
    </Panel>
  )
}

type FilterBarProps = Pick<ExpectancyPanelProps, 'cells' | 'filter' | 'onFilter'>

function FilterBar({ cells, filter, onFilter }: FilterBarProps) {
  const choice = (
    label: string,
    field: 'detector' | 'direction' | 'regime' | 'dayPart',
    values: readonly string[],
    width: number,
  ) => (
    <Select
      label={label}
      size="xs"
      w={width}
      allowDeselect={false}
      data={[{ value: ANY, label: 'All' }, ...values]}
      value={filter[field]}
      onChange={(value) => onFilter({ ...filter, [field]: value ?? ANY })}
    />
  )
  return (
    <Group gap="sm" align="flex-end" p="sm">
      {choice('Detector', 'detector', distinct(cells.map((cell) => cell.detector)), 190)}
      {choice('Side', 'direction', distinct(cells.map((cell) => cell.direction)), 90)}
      {choice('Regime', 'regime', distinct(cells.map((cell) => cell.volatilityRegime)), 100)}
      {choice('Day part', 'dayPart', distinct(cells.map((cell) => cell.dayPart)), 120)}
      <NumberField
        label="Events, at least"
        size="xs"
        w={110}
        min={0}
        allowDecimal={false}
        value={filter.minimumEvents}
        onChange={(value) => onFilter({ ...filter, minimumEvents: typeof value === 'number' ? value : 0 })}
      />
      <Button size="xs" variant="default" disabled={isEvery(filter)} onClick={() => onFilter(EVERY_CELL)}>
        Show all
      </Button>
    </Group>
  )
}

function isEvery(filter: CellFilter): boolean {
  return JSON.stringify(filter) === JSON.stringify(EVERY_CELL)
}
