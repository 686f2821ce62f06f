import fc from 'fast-check'
import { expect, it } from 'vitest'
import { clearSide, createBookSide, lotsAt, nextWorse, setLevel } from '../../../../src/core/backtest/book/bookSide.ts'

/** What a side must say, by a plain map. */
function expectSame(side: ReturnType<typeof createBookSide>, plain: Map<number, number>): void {
  const sorted = [...plain.keys()].sort((a, b) => (side.isBid ? b - a : a - b))
  const walked: number[] = []
  for (let tick = side.best; tick >= 0; tick = nextWorse(side, tick)) walked.push(tick)
  expect(walked).toEqual(sorted)
  for (const [tick, lots] of plain) expect(lotsAt(side, tick)).toBe(lots)
}

it('holds what a plain map holds, in order, near and far, through clears', () => {
  const near = fc.integer({ min: 6_000_000, max: 6_000_090 })
  const anywhere = fc.integer({ min: 1, max: 20_000_000 })
  const change = fc.record({
    tick: fc.oneof({ weight: 5, arbitrary: near }, { weight: 2, arbitrary: anywhere }),
    lots: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 })),
  })
  const steps = fc.array(fc.oneof({ weight: 30, arbitrary: change }, { weight: 1, arbitrary: fc.constant(null) }), {
    maxLength: 120,
  })
  fc.assert(
    fc.property(fc.boolean(), steps, (isBid, changes) => {
      const side = createBookSide(isBid)
      const plain = new Map<number, number>()
      for (const step of changes) {
        if (step === null) {
          clearSide(side)
          plain.clear()
        } else {
          setLevel(side, step.tick, step.lots)
          if (step.lots === 0) plain.delete(step.tick)
          else plain.set(step.tick, step.lots)
        }
        expect(side.best).toBe([...plain.keys()].sort((a, b) => (isBid ? b - a : a - b))[0] ?? -1)
      }
      expectSame(side, plain)
    }),
    { numRuns: 150 },
  )
})
