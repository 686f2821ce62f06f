import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinAsOf } from '../../../src/core/market/joinAsOf.ts'

const f = (...values: number[]) => Float64Array.from(values)

describe('joinAsOf', () => {
  it('takes what was known, not what had happened', () => {
    const rows = { eventMs: f(10, 20), knownMs: f(15, 28) }
    expect([...joinAsOf(f(14, 15, 27, 28), rows, 100)]).toEqual([-1, 0, 0, 1])
  })

  it('does not let a late revision of an old event hide newer knowledge', () => {
    const rows = { eventMs: f(10, 20, 10), knownMs: f(11, 21, 30) }
    expect([...joinAsOf(f(25, 35), rows, 100)]).toEqual([1, 1])
  })

  it('takes the revision of the newest event once it is known', () => {
    const rows = { eventMs: f(10, 10), knownMs: f(11, 30) }
    expect([...joinAsOf(f(29, 30), rows, 100)]).toEqual([0, 1])
  })

  it('knows nothing where the newest knowledge is stale', () => {
    expect([...joinAsOf(f(16, 17), { eventMs: f(10), knownMs: f(12) }, 4)]).toEqual([0, -1])
  })

  it('agrees with a search through all rows', () => {
    const time = fc.integer({ min: 0, max: 30 })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(time, time), { maxLength: 12 }),
        fc.array(time, { maxLength: 12 }),
        fc.integer({ min: 0, max: 20 }),
        (pairs, queries, staleness) => {
          const sorted = Float64Array.from(queries).sort()
          const joined = joinAsOf(
            sorted,
            { eventMs: f(...pairs.map((p) => p[0])), knownMs: f(...pairs.map((p) => p[1])) },
            staleness,
          )
          for (const [index, at] of sorted.entries()) {
            let best = -1
            for (const [row, [event, known]] of pairs.entries()) {
              if (known > at) continue
              const [bestEvent, bestKnown] = pairs[best] ?? [-1, -1]
              if (event > bestEvent || (event === bestEvent && known >= bestKnown)) best = row
            }
            expect(joined[index]).toBe(best >= 0 && at - pairs[best]![1] <= staleness ? best : -1)
          }
        },
      ),
    )
  })
})
