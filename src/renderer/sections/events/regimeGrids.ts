import type { ExpectancyCellShape } from '../../../core/contract/workbench/stageShapesEvents.ts'

export type RegimeGrid = {
  readonly title: string
  readonly regimes: readonly string[]
  readonly dayParts: readonly string[]
  /** `cells[regime][dayPart]`; null where the stage planned none. */
  readonly cells: readonly (readonly (ExpectancyCellShape | null)[])[]
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)]
}

/** One grid for each leg and side of a detector, regimes down and parts of the day across, in the order in which the stage planned them. */
export function regimeGrids(cells: readonly ExpectancyCellShape[], detector: string): readonly RegimeGrid[] {
  const own = cells.filter((cell) => cell.detector === detector)
  const regimes = unique(own.map((cell) => cell.volatilityRegime))
  const dayParts = unique(own.map((cell) => cell.dayPart))
  return unique(own.map((cell) => `${cell.role} ${cell.direction}`)).map((title) => {
    const side = own.filter((cell) => `${cell.role} ${cell.direction}` === title)
    const find = (regime: string, part: string) =>
      side.find((cell) => cell.volatilityRegime === regime && cell.dayPart === part) ?? null
    return { title, regimes, dayParts, cells: regimes.map((regime) => dayParts.map((part) => find(regime, part))) }
  })
}

/** Largest size of a mean that has an interval: the end of the colour scale, one for all grids of a detector. */
export function largestMean(grids: readonly RegimeGrid[]): number {
  const cells = grids.flatMap((grid) => grid.cells.flat())
  return cells.reduce(
    (most, cell) =>
      cell === null || cell.low === null || cell.mean === null ? most : Math.max(most, Math.abs(cell.mean)),
    0,
  )
}
