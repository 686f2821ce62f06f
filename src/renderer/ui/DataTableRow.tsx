import type { CSSProperties, Ref } from 'react'
import type { CellValue, DataColumn } from './dataColumn.ts'
import { NOT_KNOWN } from './numberText.ts'

/** Of a row whose texts take one line each. */
export const ROW_PX = 28
const WIDTH_PX = 96

type TableRowProps<Row> = {
  /** Takes how high the row came out: a long text goes on in a second line. */
  readonly measure: Ref<HTMLDivElement>
  readonly index: number
  readonly row: Row
  readonly columns: readonly DataColumn<Row>[]
  readonly style: CSSProperties
  readonly isSelected: boolean
  readonly isActive: boolean
  readonly onTake: ((row: Row) => void) | undefined
}

export function TableRow<Row>({
  measure,
  index,
  row,
  columns,
  style,
  isSelected,
  isActive,
  onTake,
}: TableRowProps<Row>) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around takes the keys
    // biome-ignore lint/a11y/useSemanticElements: as above
    // biome-ignore lint/a11y/useFocusableInteractive: the grid around has the focus
    <div
      ref={measure}
      data-index={index}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className="data-row"
      data-active={isActive || undefined}
      data-clickable={onTake !== undefined || undefined}
      style={style}
      onClick={onTake === undefined ? undefined : () => onTake(row)}
    >
      {columns.map((column) => (
        <Cell key={column.key} column={column} row={row} />
      ))}
    </div>
  )
}

function Cell<Row>({ column, row }: { readonly column: DataColumn<Row>; readonly row: Row }) {
  const shown = column.text ? column.text(row) : plainText(column.value(row))
  const why = shown === NOT_KNOWN ? column.why?.(row) : null
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    // biome-ignore lint/a11y/useFocusableInteractive: the grid around has the focus
    <div role="gridcell" className="data-cell" data-align={column.align ?? 'left'} title={why || undefined}>
      {why ? <NotKnown why={why} /> : shown}
    </div>
  )
}

function NotKnown({ why }: { readonly why: string }) {
  return (
    <>
      <span className="explained">{NOT_KNOWN}</span>
      <span className="visually-hidden">: {why}</span>
    </>
  )
}

function plainText(value: CellValue): string {
  if (value === null || value === undefined) return NOT_KNOWN
  return typeof value === 'number' && !Number.isFinite(value) ? NOT_KNOWN : `${value}`
}

/** Tracks of the grid that head and rows share. */
export function gridOf(columns: readonly { readonly width?: number | undefined }[]): CSSProperties {
  return { gridTemplateColumns: columns.map(({ width = WIDTH_PX }) => `minmax(${width}px, ${width}fr)`).join(' ') }
}

export function leastWidth(columns: readonly { readonly width?: number | undefined }[]): number {
  return columns.reduce((sum, { width = WIDTH_PX }) => sum + width, 0)
}

/** Where a key leads from the active row; null: it leads nowhere. */
export function nextRow(key: string, active: number, count: number): number | null {
  if (count === 0) return null
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  const step = steps[key]
  return step === undefined ? null : Math.min(count - 1, Math.max(0, active + step))
}
