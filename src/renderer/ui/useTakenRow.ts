import { type Ref, useEffect, useImperativeHandle } from 'react'

/** Takes the row that stands so many rows below (negative: above) the selected one, in the order in which they are seen. */
export type RowSteps = { step(rows: number): void }

type Taking<Row> = {
  /** In the order in which they are seen. */
  readonly sorted: readonly { readonly id: string; readonly original: Row }[]
  /** Another list, whatever its order. */
  readonly rows: readonly Row[]
  readonly selectedKey: string | null
  readonly steps: Ref<RowSteps> | undefined
  readonly onTake: ((row: Row) => void) | undefined
  /** A row was selected, from within or without: it is to be seen. */
  onSelected(index: number): void
}

/** The row that is shown beside its table: brought into sight where it changes, and stepped from. */
export function useTakenRow<Row>(taking: Taking<Row>): (index: number) => void {
  const { sorted, rows, selectedKey, steps, onTake, onSelected } = taking
  const take = (index: number) => {
    const row = sorted[index]
    if (row && row.id !== selectedKey) onTake?.(row.original)
  }
  const selected = () => sorted.findIndex((row) => row.id === selectedKey)
  useImperativeHandle(steps, () => ({
    step: (count) => take(Math.min(sorted.length - 1, Math.max(0, selected() + count))),
  }))
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new order does not bring the selected row into sight
  useEffect(() => {
    const index = selectedKey === null ? -1 : selected()
    if (index >= 0) onSelected(index)
  }, [selectedKey, rows])
  return take
}
