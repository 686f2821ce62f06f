import type { ForestCell } from '../../../core/charts/workbench/expectancyForestOption.ts'
import type { ExpectancyCellShape } from '../../../core/contract/workbench/stageShapesEvents.ts'

export const ANY = 'any'

export type CellFilter = {
  readonly detector: string
  readonly direction: string
  readonly regime: string
  readonly dayPart: string
  readonly minimumEvents: number
}

export const EVERY_CELL: CellFilter = { detector: ANY, direction: ANY, regime: ANY, dayPart: ANY, minimumEvents: 0 }

/** Rows of a forest plot that can still be read. */
export const MOST_FOREST_CELLS = 16

export function cellKey(cell: ExpectancyCellShape): string {
  return `${cell.detector}|${cell.role}|${cell.direction}|${cell.volatilityRegime}|${cell.dayPart}`
}

/** Where the column says what it is, the zone need not stand in each row. */
export function shortDayPart(dayPart: string): string {
  return dayPart.replace(/ UTC$/, '')
}

export function filterCells(cells: readonly ExpectancyCellShape[], filter: CellFilter): readonly ExpectancyCellShape[] {
  const fits = (wanted: string, value: string) => wanted === ANY || wanted === value
  return cells.filter(
    (cell) =>
      fits(filter.detector, cell.detector) &&
      fits(filter.direction, cell.direction) &&
      fits(filter.regime, cell.volatilityRegime) &&
      fits(filter.dayPart, cell.dayPart) &&
      cell.events >= filter.minimumEvents,
  )
}

/** In the order of their first appearance. */
export function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)]
}

function toForestCell(cell: ExpectancyCellShape): ForestCell | null {
  const { mean, low, high, events, q } = cell
  if (mean === null || low === null || high === null) return null
  const label = `${cell.detector} ${cell.role} ${cell.direction}, ${cell.volatilityRegime} ${shortDayPart(cell.dayPart)}`
  return { label, mean, low, high, events, q }
}

function byP(a: ExpectancyCellShape, b: ExpectancyCellShape): number {
  return (a.p ?? 2) - (b.p ?? 2)
}

/** The cells picked by hand; where none is, those of the smallest p. Only cells that have an interval; the highest mean on top. */
export function forestCells(cells: readonly ExpectancyCellShape[], picked: ReadonlySet<string>): readonly ForestCell[] {
  const wanted =
    picked.size > 0
      ? cells.filter((cell) => picked.has(cellKey(cell)))
      : cells
          .filter((cell) => cell.low !== null)
          .toSorted(byP)
          .slice(0, MOST_FOREST_CELLS)
  return wanted
    .flatMap((cell) => {
      const drawn = toForestCell(cell)
      return drawn === null ? [] : [drawn]
    })
    .toSorted((a, b) => b.mean - a.mean)
}
