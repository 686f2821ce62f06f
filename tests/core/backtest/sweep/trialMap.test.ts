import { describe, expect, it } from 'vitest'
import { MOST_CELLS, trialMap } from '../../../../src/core/backtest/sweep/trialMap.ts'

const x = { name: 'fast', values: Float64Array.of(5, 5, 10, 10, 10, Number.NaN) }
const y = { name: 'slow', values: Float64Array.of(50, 50, 50, 60, 60, 60) }
const figure = Float64Array.of(1, 3, Number.NaN, 2, 7, 9)
const rows = Uint32Array.of(0, 1, 2, 3, 4, 5)

function map(measure: 'best' | 'median' | 'worst', lessIsBetter = false) {
  return trialMap(rows, { x, y, figure, measure, lessIsBetter })
}

describe('trialMap', () => {
  it('has a cell for each pair of values that a trial has, with its best, median or worst figure', () => {
    expect(map('best')).toEqual({
      x: { name: 'fast', from: [5, 10], to: [5, 10], isBinned: false },
      y: { name: 'slow', from: [50, 60], to: [50, 60], isBinned: false },
      cells: [
        { x: 0, y: 0, value: 3, trials: 2 },
        { x: 1, y: 0, value: null, trials: 1 },
        { x: 1, y: 1, value: 7, trials: 2 },
      ],
    })
    expect(map('median').cells.map(({ value }) => value)).toEqual([2, null, 4.5])
    expect(map('worst').cells.map(({ value }) => value)).toEqual([1, null, 2])
  })

  it('takes the least for the best where less is better', () => {
    expect(map('best', true).cells.map(({ value }) => value)).toEqual([1, null, 2])
    expect(map('worst', true).cells.map(({ value }) => value)).toEqual([3, null, 7])
  })

  it('puts an axis of many values into ranges that hold every trial', () => {
    const count = MOST_CELLS + 1
    const many = Float64Array.from({ length: count }, (_, row) => row)
    const all = Uint32Array.from(many)
    const one = { name: 'one', values: new Float64Array(count) }
    const binned = trialMap(all, {
      x: { name: 'many', values: many },
      y: one,
      figure: many,
      measure: 'best',
      lessIsBetter: false,
    })
    expect(binned.x.isBinned).toBe(true)
    expect(binned.x.from.length).toBe(MOST_CELLS / 2)
    expect(binned.x.to.at(-1)).toBe(count - 1)
    expect(binned.cells.reduce((sum, { trials }) => sum + trials, 0)).toBe(count)
    expect(binned.cells.at(-1)?.value).toBe(count - 1)
  })
})
