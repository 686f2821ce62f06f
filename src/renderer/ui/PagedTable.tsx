import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react'
import { DataTableHead } from './DataTableHead.tsx'
import { gridOf, leastWidth, nextRow, ROW_PX, TableRow } from './DataTableRow.tsx'
import type { DataColumn } from './dataColumn.ts'
import type { RowSteps } from './useTakenRow.ts'

export type PagedSort = { readonly key: string; readonly descending: boolean }

type PagedTableProps<Row> = {
  readonly columns: readonly DataColumn<Row>[]
  /** Of all pages. */
  readonly count: number
  /** Null: it has not come yet. */
  rowAt(place: number): Row | null
  rowKey(row: Row): string
  readonly sort: PagedSort | null
  onSort(key: string): void
  /** Which places are in sight. */
  onSight(first: number, last: number): void
  readonly onRowClick?: ((row: Row) => void) | undefined
  readonly height: number | string
  readonly label: string
  readonly selectedKey: string | null
  readonly emptyText: string
  readonly steps?: Ref<RowSteps> | undefined
}

/** As `DataTable`, of rows that are sorted elsewhere and come in pages: only those in sight are in memory. */
export function PagedTable<Row extends object>(props: PagedTableProps<Row>) {
  const { columns, count, rowAt, sort, onSort, onSight, height, label, selectedKey } = props
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  })
  const shown = virtual.getVirtualItems()
  const first = shown[0]?.index ?? 0
  const last = shown.at(-1)?.index ?? 0
  const latest = useRef(onSight)
  latest.current = onSight
  useEffect(() => latest.current(first, last), [first, last])
  const found = selectedKey === null ? undefined : shown.find(({ index }) => keyAt(props, index) === selectedKey)
  const selected = found?.index ?? null
  const { active, setActive, take, onKeyDown } = usePagedKeys(props, selected, virtual)
  const order = sort === null ? '' : `${sort.key} ${sort.descending}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: another order begins at its top
  useEffect(() => {
    setActive(-1)
    scroller.current?.scrollTo({ top: 0 })
  }, [order])
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows out of sight are not in the page, which a table element cannot say
    <div
      ref={scroller}
      className="data-table"
      role="grid"
      aria-label={label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      tabIndex={0}
      style={typeof height === 'number' ? { maxHeight: height } : { height }}
      onKeyDown={onKeyDown}
    >
      <DataTableHead
        columns={columns}
        sorting={sort === null ? [] : [{ id: sort.key, desc: sort.descending }]}
        grid={gridOf(columns)}
        leastWidth={leastWidth(columns)}
        onSort={onSort}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div
        role="rowgroup"
        className="data-rows"
        style={{ height: virtual.getTotalSize(), minWidth: leastWidth(columns) }}
      >
        {shown.map(({ index, start }) => {
          const row = rowAt(index)
          if (row === null) return null
          return (
            <TableRow
              key={index}
              measure={virtual.measureElement}
              index={index}
              row={row}
              columns={columns}
              style={{ ...gridOf(columns), transform: `translateY(${start}px)` }}
              isSelected={index === selected}
              isActive={index === active}
              onTake={() => take(index)}
            />
          )
        })}
      </div>
      {count === 0 ? <div className="data-none">{props.emptyText}</div> : null}
    </div>
  )
}

function keyAt<Row>({ rowAt, rowKey }: Pick<PagedTableProps<Row>, 'rowAt' | 'rowKey'>, place: number): string | null {
  const row = rowAt(place)
  return row === null ? null : rowKey(row)
}

/** Arrow keys move, Enter takes; while a row is taken, arrow keys take. `selected`: its place where it is in sight. */
function usePagedKeys<Row>(
  { count, rowAt, onRowClick, steps }: PagedTableProps<Row>,
  selected: number | null,
  { scrollToIndex }: { scrollToIndex(place: number): void },
) {
  const [active, setActive] = useState(-1)
  const move = (place: number) => {
    setActive(place)
    scrollToIndex(place)
  }
  const take = (place: number) => {
    move(place)
    const row = rowAt(place)
    if (row !== null) onRowClick?.(row)
  }
  useImperativeHandle(steps, () => ({
    step: (rows) => take(Math.min(count - 1, Math.max(0, (selected ?? active) + rows))),
  }))
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextRow(event.key, active, count)
    if (next !== null) {
      event.preventDefault()
      if (selected === null) move(next)
      else take(next)
    }
    if (event.key === 'Enter' && event.target === event.currentTarget && active >= 0) take(active)
  }
  return { active, setActive, take, onKeyDown }
}
