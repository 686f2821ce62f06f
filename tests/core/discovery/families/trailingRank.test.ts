import { describe, expect, it } from 'vitest'
import { trailingRank } from '../../../../src/core/discovery/families/trailingRank.ts'
import { rollingRank } from '../../../../src/core/indicators/rollingRank.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'

const stream = createStream(4, 'ranks')
const VALUES = Float64Array.from({ length: 300 }, () => stream.nextInt(12))

describe('trailing rank', () => {
  it('is the rolling rank where the window is full and nothing is missing', () => {
    expect(trailingRank(VALUES, 40).slice(39)).toEqual(rollingRank(VALUES, 40).slice(39))
  })

  it('begins with half a window and leaves missing values out', () => {
    const ranks = trailingRank(Float64Array.of(Number.NaN, 1, 3, 2, Number.NaN, 2), 4)
    // Row 2: 1, 3; row 3: 1, 3, 2; row 5: 3, 2, 2.
    expect(Array.from(ranks)).toEqual([Number.NaN, Number.NaN, 1, 0.5, Number.NaN, 0.25])
  })

  it('says nothing while fewer than half are known', () => {
    const values = Float64Array.from({ length: 20 }, (_, row) => (row % 5 === 0 ? row : Number.NaN))
    expect(trailingRank(values, 10).every(Number.isNaN)).toBe(true)
  })
})
