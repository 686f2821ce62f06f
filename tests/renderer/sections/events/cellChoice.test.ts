import { describe, expect, it } from 'vitest'
import type { ExpectancyCellShape } from '../../../../src/core/contract/workbench/stageShapesEvents.ts'
import {
  cellKey,
  EVERY_CELL,
  filterCells,
  forestCells,
  MOST_FOREST_CELLS,
} from '../../../../src/renderer/sections/events/cellChoice.ts'
import { largestMean, regimeGrids } from '../../../../src/renderer/sections/events/regimeGrids.ts'

const CELL: ExpectancyCellShape = {
  detector: 'volume-burst',
  direction: 'long',
  role: 'primary',
  volatilityRegime: 'calm',
  dayPart: '00-06 UTC',
  events: 20,
  mean: 0.01,
  median: 0.01,
  hitRate: 0.5,
  hacLag: 1,
  hacT: 1,
  p: 0.3,
  low: -0.01,
  high: 0.03,
  q: 1,
}
const FEW = { ...CELL, dayPart: '06-12 UTC', events: 2, mean: 0.5, p: null, low: null, high: null, q: null }
const SHORT = { ...CELL, direction: 'short' as const, mean: -0.02, p: 0.01, events: 15 }
const OTHER = { ...CELL, detector: 'lead-lag-shock', volatilityRegime: 'wild', mean: 0.03, p: 0.2, events: 11 }
const CELLS = [CELL, FEW, SHORT, OTHER]

describe('choosing cells', () => {
  it('keeps what fits every part of the filter', () => {
    expect(filterCells(CELLS, EVERY_CELL)).toEqual(CELLS)
    expect(filterCells(CELLS, { ...EVERY_CELL, direction: 'long', minimumEvents: 12 })).toEqual([CELL])
    expect(filterCells(CELLS, { ...EVERY_CELL, detector: 'lead-lag-shock', regime: 'calm' })).toEqual([])
  })

  it('draws what was picked, else the smallest p, the highest mean on top, and never a cell without interval', () => {
    expect(forestCells(CELLS, new Set()).map(({ mean }) => mean)).toEqual([0.03, 0.01, -0.02])
    expect(forestCells(CELLS, new Set([cellKey(FEW), cellKey(SHORT)])).map(({ mean }) => mean)).toEqual([-0.02])
  })

  it('takes the cells of the smallest p where there are too many', () => {
    const many = Array.from({ length: 40 }, (_, index) => ({
      ...CELL,
      dayPart: `${index}`,
      mean: index,
      p: 1 - index / 40,
    }))
    const drawn = forestCells(many, new Set())
    expect(drawn).toHaveLength(MOST_FOREST_CELLS)
    expect(Math.min(...drawn.map(({ mean }) => mean))).toBe(40 - MOST_FOREST_CELLS)
  })

  it('gives every cell a key of its own', () => {
    expect(new Set(CELLS.map(cellKey)).size).toBe(CELLS.length)
  })
})

describe('the grid of regimes and parts of the day', () => {
  it('makes one grid for each leg and side and leaves unplanned places empty', () => {
    const grids = regimeGrids(CELLS, 'volume-burst')
    expect(grids.map(({ title }) => title)).toEqual(['primary long', 'primary short'])
    expect(grids[0]!.cells).toEqual([[CELL, FEW]])
    expect(grids[1]!.cells).toEqual([[SHORT, null]])
  })

  it('scales by the means that have an interval, so that two lucky events do not pale the rest', () => {
    expect(largestMean(regimeGrids(CELLS, 'volume-burst'))).toBe(0.02)
    expect(largestMean(regimeGrids([FEW], 'volume-burst'))).toBe(0)
  })
})
