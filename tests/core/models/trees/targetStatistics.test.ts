import fc from 'fast-check'
import { expect, it } from 'vitest'
import { categoryReader, targetStatistics } from '../../../../src/core/models/trees/targetStatistics.ts'

it('draws the mean of the earlier rows of a category towards that of all earlier rows', () => {
  const codes = Float64Array.of(1, 2, 1, Number.NaN, 1, 2)
  const target = Float64Array.of(1, 0, 0, 1, 1, 1)
  const weight = Float64Array.of(1, 1, 2, 1, 1, 0.6)
  const { encoded, code } = targetStatistics(7, codes, target, weight)
  const prior = 1.1
  // Row 2: of category 1 one row of weight 1 and target 1; of all earlier rows weight 2, target 1.
  // Row 4: category 1 weight 3, target 1; all earlier rows weight 5, target 2, the one without a category among them.
  const expected = [
    Number.NaN,
    prior / (0 + prior),
    (1 + prior / 2) / (1 + prior),
    Number.NaN,
    (1 + prior * 0.4) / (3 + prior),
  ]
  expected.push((0 + (prior * 3) / 6) / (1 + prior))
  encoded.forEach((value, row) => {
    if (Number.isNaN(expected[row]!)) expect(value).toBeNaN()
    else expect(value).toBeCloseTo(expected[row]!, 12)
  })
  expect(code.column).toBe(7)
  expect(code.categories).toEqual([1, 2])
  expect(code.otherwise).toBeCloseTo(3.6 / 6.6, 12)
  expect(code.values[0]).toBeCloseTo((2 + (prior * 3.6) / 6.6) / (4 + prior), 12)
  const read = categoryReader(code)
  expect([read(2), read(5), read(Number.NaN)]).toEqual([code.values[1], code.otherwise, Number.NaN])
})

it('never reads the target of the row itself or of a later one', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.double({ min: -9, max: 9, noNaN: true })), {
    minLength: 2,
    maxLength: 40,
  })
  fc.assert(
    fc.property(rows, fc.nat(), fc.double({ min: -9, max: 9, noNaN: true }), (drawn, place, other) => {
      const at = place % drawn.length
      const codes = Float64Array.from(drawn, ([category]) => category)
      const target = Float64Array.from(drawn, ([, y]) => y)
      const weight = new Float64Array(drawn.length).fill(1)
      const before = targetStatistics(0, codes, target, weight).encoded
      target[at] = other
      const after = targetStatistics(0, codes, target, weight).encoded
      expect(after.subarray(0, at + 1)).toEqual(before.subarray(0, at + 1))
    }),
  )
})
