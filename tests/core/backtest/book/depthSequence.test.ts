import { describe, expect, it } from 'vitest'
import { placeOfDepth } from '../../../../src/core/backtest/book/depthSequence.ts'

const spot = (first: number, last: number) => ({ first, last, before: null })
const future = (first: number, last: number, before: number) => ({ first, last, before })

describe('where a depth message belongs', () => {
  it.each([
    [spot(90, 100), 100, true, 'stale'],
    [spot(95, 101), 100, true, 'next'],
    [spot(101, 105), 100, true, 'next'],
    [spot(102, 105), 100, true, 'gap'],
    [spot(101, 105), 100, false, 'next'],
    [spot(102, 105), 100, false, 'gap'],
    [spot(99, 105), 100, false, 'gap'],
  ])('spot %o after %i (first: %s) is %s', (numbers, known, isFirst, place) => {
    expect(placeOfDepth(numbers, known, isFirst)).toBe(place)
  })

  it.each([
    [future(80, 99, 79), 100, true, 'stale'],
    [future(80, 100, 79), 100, true, 'next'],
    [future(95, 120, 90), 100, true, 'next'],
    [future(101, 120, 90), 100, true, 'gap'],
    [future(130, 140, 100), 100, false, 'next'],
    [future(130, 140, 120), 100, false, 'gap'],
    [future(80, 100, 79), 100, false, 'stale'],
  ])('futures %o after %i (first: %s) is %s', (numbers, known, isFirst, place) => {
    expect(placeOfDepth(numbers, known, isFirst)).toBe(place)
  })
})
