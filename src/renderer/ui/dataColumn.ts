import type { ReactNode } from 'react'

export type CellValue = string | number | boolean | null | undefined

export type DataColumn<Row> = {
  readonly key: string
  readonly title: string
  readonly align?: 'left' | 'right' | 'center' | undefined
  /** Least width in pixels; what is left over is shared in proportion. */
  readonly width?: number | undefined
  /** What is sorted by. Not known (null, NaN) always comes last. */
  value(row: Row): CellValue
  /** What is seen; the value as it is where left out. */
  text?: ((row: Row) => ReactNode) | undefined
  readonly explanation?: string | undefined
  /** Why a row has no value here: told at its `n/a`. */
  why?: ((row: Row) => string | null | undefined) | undefined
}
