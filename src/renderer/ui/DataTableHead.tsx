import { Tooltip, UnstyledButton } from '@mantine/core'
import type { SortingState } from '@tanstack/react-table'
import type { CSSProperties } from 'react'
import type { DataColumn } from './dataColumn.ts'

type DataTableHeadProps<Row> = {
  readonly columns: readonly DataColumn<Row>[]
  readonly sorting: SortingState
  readonly grid: CSSProperties
  /** That of the rows, so that head and rows end together. */
  readonly leastWidth: number
  onSort(key: string): void
}

export function DataTableHead<Row>({ columns, sorting, grid, leastWidth, onSort }: DataTableHeadProps<Row>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    <div role="rowgroup" className="data-head-group" style={{ minWidth: leastWidth }}>
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the buttons in it have the focus */}
      <div role="row" aria-rowindex={1} className="data-head" style={grid}>
        {columns.map((column) => {
          const sort = sorting.find(({ id }) => id === column.key)
          return (
            // biome-ignore lint/a11y/useSemanticElements: see the grid
            // biome-ignore lint/a11y/useFocusableInteractive: the button in it has the focus
            <div
              key={column.key}
              role="columnheader"
              aria-sort={sortWord(sort)}
              className="data-cell"
              data-align={column.align ?? 'left'}
            >
              <Tooltip
                label={column.explanation}
                disabled={!column.explanation}
                multiline
                maw={340}
                withArrow
                openDelay={300}
              >
                <UnstyledButton
                  className="data-sort"
                  title={column.explanation ? undefined : column.title}
                  data-explained={column.explanation ? true : undefined}
                  onClick={() => onSort(column.key)}
                >
                  <span className="data-title">{column.title}</span>
                  {sort === undefined ? null : (
                    <span aria-hidden="true" className="data-arrow">
                      {sort.desc ? '▼' : '▲'}
                    </span>
                  )}
                </UnstyledButton>
              </Tooltip>
            </div>
          )
        })}
      </div>
    </div>
  )
}

function sortWord(sort: { readonly desc: boolean } | undefined): 'ascending' | 'descending' | 'none' {
  if (sort === undefined) return 'none'
  return sort.desc ? 'descending' : 'ascending'
}
