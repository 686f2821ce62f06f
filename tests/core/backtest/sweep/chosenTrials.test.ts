import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chosenTrials, sortedTrials } from '../../../../src/core/backtest/sweep/chosenTrials.ts'

const value = fc.oneof(fc.constant(Number.NaN), fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true }))

describe('chosenTrials', () => {
  const columns = { sharpe: Float64Array.of(1, Number.NaN, 3, 2, 5), trades: Float64Array.of(10, 20, 30, 40, 50) }

  it('keeps the rows of the span that meet all bounds, both included', () => {
    expect([...chosenTrials(columns, 0, 5, [])]).toEqual([0, 1, 2, 3, 4])
    expect([...chosenTrials(columns, 1, 4, [])]).toEqual([1, 2, 3])
    expect([...chosenTrials(columns, 0, 5, [{ column: 'sharpe', least: 2, most: 3 }])]).toEqual([2, 3])
    expect([
      ...chosenTrials(columns, 0, 5, [
        { column: 'sharpe', least: 2, most: null },
        { column: 'trades', least: null, most: 40 },
      ]),
    ]).toEqual([2, 3])
  })

  it('leaves out what has no value, even where nothing bounds it, and everything for an unknown column', () => {
    expect([...chosenTrials(columns, 0, 5, [{ column: 'sharpe', least: null, most: null }])]).toEqual([0, 2, 3, 4])
    expect([...chosenTrials(columns, 0, 5, [{ column: 'none', least: null, most: null }])]).toEqual([])
  })
})

describe('sortedTrials', () => {
  it('is the stable sort by comparing, missing values last both ways', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), fc.boolean(), (list, descending) => {
        const values = Float64Array.from(list)
        const rows = Uint32Array.from(list, (_, row) => row)
        const expected = [...rows].sort((left, right) => {
          const [a, b] = [values[left]!, values[right]!]
          if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
          return a === b ? 0 : descending === a < b ? 1 : -1
        })
        expect([...sortedTrials(rows, values, descending)]).toEqual(expected)
      }),
    )
  })
})
