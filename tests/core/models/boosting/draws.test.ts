import { expect, it } from 'vitest'
import { columnThresholds } from '../../../../src/core/models/boosting/columnThresholds.ts'
import { drawRows } from '../../../../src/core/models/boosting/drawRows.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'

it('draws as many rows as asked, each as likely as any other, and puts the others behind', () => {
  const stream = createStream(3, 'draws')
  const order = new Int32Array(50)
  const often = new Float64Array(50)
  for (let round = 0; round < 4_000; round++) {
    drawRows(50, 20, stream, order)
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, row) => row))
    for (const part of [order.subarray(0, 20), order.subarray(20)])
      expect([...part]).toEqual([...part].sort((a, b) => a - b))
    for (const row of order.subarray(0, 20)) often[row]! += 1
  }
  // 1,600 expected, standard deviation 31.
  for (const count of often) expect(Math.abs(count - 1_600)).toBeLessThan(5 * 31)
})

it('cuts at the first change of value at or behind each quantile', () => {
  expect([...columnThresholds(Float64Array.of(1, 1, 2, 5, 5), 3)]).toEqual([1.5, 3.5])
  expect([
    ...columnThresholds(
      Float64Array.from({ length: 100 }, (_, at) => at),
      4,
    ),
  ]).toEqual([24.5, 49.5, 74.5])
  // Half of the rows are 0: the first quantiles fall into them, and give one cut together.
  const heavy = Float64Array.from({ length: 100 }, (_, at) => Math.max(0, at - 50))
  expect([...columnThresholds(heavy, 4)]).toEqual([0.5, 24.5])
  expect([...columnThresholds(Float64Array.of(), 4)]).toEqual([])
  expect([...columnThresholds(Float64Array.of(1, 1 + Number.EPSILON), 4)]).toEqual([1])
})
