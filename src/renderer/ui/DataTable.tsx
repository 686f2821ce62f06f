import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type Ref, useMemo, useRef, useState } from 'react'
import { compareCells } from './compareCells.ts'
import { DataTableHead } from './DataTableHead.tsx'
import { gridOf, leastWidth, nextRow, ROW_PX, TableRow } from './DataTableRow.tsx'
import type { CellValue, DataColumn } from './dataColumn.ts'
import { type RowSteps, useTakenRow } from './useTakenRow.ts'

export type { DataColumn }

export type InitialSort = { readonly key: string; readonly descending?: boolean }

type DataTableProps<Row> = {
  readonly columns: readonly DataColumn<Row>[]
  readonly rows: readonly Row[]
  rowKey(row: Row): string
  readonly onRowClick?: ((row: Row) => void) | undefined
  /** Most pixels high; fewer rows make it lower. A text (`100%`) is taken as it is. */
  readonly height?: number | string | undefined
  readonly initialSort?: InitialSort | undefined
  /** For readers of the screen. */
  readonly label?: string | undefined
  readonly selectedKey?: string | null | undefined
  readonly emptyText?: string | undefined
  /** For tables whose selected row is shown beside: arrow keys take rows while one is selected, and so can whoever holds this. */
  readonly steps?: Ref<RowSteps> | undefined
}

export const dataTableFeatures = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() })
export type DataTableFeatures = typeof dataTableFeatures

/** Rows of which only those in sight are in the page. Arrow keys move, Enter takes. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { columns, rows, rowKey, onRowClick, height = 340, initialSort, selectedKey = null, steps } = props
  const [sorting, setSorting] = useState<SortingState>(() => initialSorting(initialSort))
  const [active, setActive] = useState(-1)
  const scroller = useRef<HTMLDivElement>(null)
  const defined = useMemo(() => columns.map((column) => defineColumn(column)), [columns])
  const data = useMemo(() => [...rows], [rows])
  const table = useTable({
    features: dataTableFeatures,
    columns: defined,
    data,
    getRowId: rowKey,
    state: { sorting },
    onSortingChange: setSorting,
    enableSortingRemoval: false,
  })
  const sorted = table.getRowModel().rows
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  })
  const show = (index: number) => {
    setActive(index)
    virtual.scrollToIndex(index)
  }
  const take = useTakenRow({ sorted, rows, selectedKey, steps, onTake: onRowClick, onSelected: show })
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextRow(event.key, active, sorted.length)
    if (next !== null) {
      event.preventDefault()
      show(next)
      if (steps !== undefined && selectedKey !== null) take(next)
    }
    if (event.key === 'Enter' && event.target === event.currentTarget && sorted[active])
      onRowClick?.(sorted[active].original)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows out of sight are not in the page, which a table element cannot say
    <div
      ref={scroller}
      className="data-table"
      role="grid"
      aria-label={props.label ?? 'Table'}
      aria-rowcount={sorted.length + 1}
      aria-colcount={columns.length}
      tabIndex={0}
      style={typeof height === 'number' ? { maxHeight: height } : { height }}
      onKeyDown={onKeyDown}
    >
      <DataTableHead
        columns={columns}
        sorting={sorting}
        grid={gridOf(columns)}
        leastWidth={leastWidth(columns)}
        onSort={(key) => sortBy(key, sorting, setSorting)}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div
        role="rowgroup"
        className="data-rows"
        style={{ height: virtual.getTotalSize(), minWidth: leastWidth(columns) }}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = sorted[index]
          if (!row) return null
          return (
            <TableRow
              key={row.id}
              measure={virtual.measureElement}
              index={index}
              row={row.original}
              columns={columns}
              style={{ ...gridOf(columns), transform: `translateY(${start}px)` }}
              isSelected={row.id === selectedKey}
              isActive={index === active}
              onTake={onRowClick}
            />
          )
        })}
      </div>
      {rows.length === 0 ? <div className="data-none">{props.emptyText ?? 'Nothing to show.'}</div> : null}
    </div>
  )
}

function defineColumn<Row extends object>(column: DataColumn<Row>): ColumnDef<DataTableFeatures, Row> {
  return {
    id: column.key,
    accessorFn: (row: Row) => known(column.value(row)),
    sortFn: (left, right, id) => compareCells(left.getValue(id), right.getValue(id)),
    sortUndefined: 'last',
  }
}

/** The sorted rows keep what is undefined at the end, whichever way they run. */
function known(value: CellValue): string | number | boolean | undefined {
  if (value === null || value === undefined) return undefined
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : value
}

function initialSorting(sort: InitialSort | undefined): SortingState {
  return sort === undefined ? [] : [{ id: sort.key, desc: sort.descending ?? false }]
}

function sortBy(key: string, sorting: SortingState, set: (sorting: SortingState) => void): void {
  const now = sorting[0]
  set([{ id: key, desc: now?.id === key ? !now.desc : false }])
}
