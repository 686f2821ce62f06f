import { describe, expect, it } from 'vitest'
import { createStream } from '../../../src/core/stats/seededStream.ts'
import { labelCover, purgedRows } from '../../../src/core/validation/purge.ts'

const spans = (...pairs: readonly (readonly [number, number])[]) => ({
  startIndex: Int32Array.from(pairs, ([start]) => start),
  endIndex: Int32Array.from(pairs, ([, end]) => end),
})

describe('purging', () => {
  const labels = spans([0, 3], [4, 9], [4, 10], [12, 13], [10, 25], [19, 19], [20, 22], [24, 26], [25, 29], [28, 31])

  it('keeps what lies in the window and never meets the test span, embargo after it included', () => {
    const request = { ...labels, keepFrom: 0, keepTo: 31, testFrom: 10, testTo: 20, embargoBars: 5 }
    expect(Array.from(purgedRows(request))).toEqual([0, 1, 8])
    expect(Array.from(purgedRows({ ...request, embargoBars: 0 }))).toEqual([0, 1, 6, 7, 8])
    expect(Array.from(purgedRows({ ...request, keepTo: 32, embargoBars: 0 }))).toEqual([0, 1, 6, 7, 8, 9])
    expect(Array.from(purgedRows({ ...request, keepFrom: 4, keepTo: 10 }))).toEqual([1])
  })

  it('drops a label that contains the whole test span', () => {
    const around = { ...spans([0, 100]), keepFrom: 0, keepTo: 200, testFrom: 40, testTo: 50, embargoBars: 0 }
    expect(purgedRows(around)).toHaveLength(0)
  })

  it('covers a test by its LATEST label end, not by that of the last row', () => {
    expect(labelCover(spans([10, 40], [12, 15], [30, 90]), 10, 20)).toEqual({ from: 10, to: 41 })
    expect(labelCover(spans([10, 12]), 10, 20)).toEqual({ from: 10, to: 20 })
  })

  it('leaves no overlap in 10,000 random sets of labels of random length, and drops nothing without a reason', () => {
    const stream = createStream(11, 'purge')
    let overlaps = 0
    let keptRows = 0
    let droppedWithoutReason = 0
    for (let set = 0; set < 10_000; set++) {
      const rows = 1 + stream.nextInt(30)
      const startIndex = Int32Array.from({ length: rows }, () => stream.nextInt(200)).sort()
      const endIndex = startIndex.map((start) => start + stream.nextInt(40))
      const testBlockFrom = stream.nextInt(200)
      const testBlockTo = testBlockFrom + 1 + stream.nextInt(60)
      const test = labelCover({ startIndex, endIndex }, testBlockFrom, testBlockTo)
      const keepFrom = stream.nextInt(50)
      const keepTo = 120 + stream.nextInt(120)
      const embargoBars = stream.nextInt(15)
      const request = { startIndex, endIndex, keepFrom, keepTo, testFrom: test.from, testTo: test.to, embargoBars }
      const kept = new Set(purgedRows(request))
      keptRows += kept.size
      const testBars = new Set<number>()
      for (let bar = testBlockFrom; bar < testBlockTo; bar++) testBars.add(bar)
      startIndex.forEach((start, row) => {
        if (start < testBlockFrom || start >= testBlockTo) return
        for (let bar = start; bar <= endIndex[row]!; bar++) testBars.add(bar)
      })
      const lastTestBar = Math.max(...testBars)
      for (let row = 0; row < rows; row++) {
        let isBad = startIndex[row]! > lastTestBar && startIndex[row]! <= lastTestBar + embargoBars
        for (let bar = startIndex[row]!; bar <= endIndex[row]!; bar++) {
          if (testBars.has(bar) || bar < keepFrom || bar >= keepTo) isBad = true
        }
        if (kept.has(row) && isBad) overlaps++
        if (!kept.has(row) && !isBad && !meetsHole(startIndex[row]!, endIndex[row]!, test)) droppedWithoutReason++
      }
    }
    expect(overlaps).toBe(0)
    expect(droppedWithoutReason).toBe(0)
    expect(keptRows).toBeGreaterThan(10_000)
  })

  it('throws on a label that ends before it starts', () => {
    const request = { ...spans([5, 4]), keepFrom: 0, keepTo: 9, testFrom: 7, testTo: 9, embargoBars: 0 }
    expect(() => purgedRows(request)).toThrow('ends before it starts')
  })
})

/** The cover is one stretch: bars between two test labels belong to it though no test label uses them. */
function meetsHole(start: number, end: number, test: { readonly from: number; readonly to: number }): boolean {
  return start < test.to && end >= test.from
}
