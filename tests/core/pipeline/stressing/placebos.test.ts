import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runBacktest } from '../../../../src/core/backtest/runBacktest.ts'
import {
  hasRoom,
  holdingsOf,
  longestHolding,
  randomRequest,
  shiftedRequest,
  shiftRange,
} from '../../../../src/core/pipeline/stressing/placeboRequests.ts'
import { createStressBench } from '../../../../src/core/pipeline/stressing/stressBench.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'
import { stressTask } from './stressScene.ts'

const { request, result, holdings } = createStressBench(stressTask({ backtest: { direction: 'long' } }))

function signalsOf(made: typeof request, k: number) {
  if (made.decisions.kind !== 'signals') throw new Error('No signals')
  return made.decisions.instruments[k]!
}

const ones = (column: Uint8Array) => column.reduce((sum, value) => sum + value, 0)

describe('shifted signals', () => {
  it('are the backtest itself where nothing is shifted', () => {
    const again = runBacktest(shiftedRequest(request, 0))
    expect(again.equity).toEqual(result.equity)
  })

  it('are as many, in a circle', () => {
    const before = signalsOf(request, 1).enterLong.subarray(request.fromBar)
    const after = signalsOf(shiftedRequest(request, 301), 1).enterLong
    expect(ones(after)).toBe(ones(before))
    const back = shiftedRequest(shiftedRequest(request, 301), request.toBar - request.fromBar - 301)
    expect(signalsOf(back, 0).enterLong.subarray(request.fromBar)).toEqual(
      signalsOf(request, 0).enterLong.subarray(request.fromBar),
    )
  })

  it('stand far from where they were, or nowhere', () => {
    const least = longestHolding(request, result) + 1
    const range = shiftRange(request, least)
    expect(range).toEqual({ from: least, to: request.toBar - request.fromBar - least })
    expect(shiftRange(request, 1_150)).toBeNull()
  })
})

describe('random entries', () => {
  it('are as many positions of the same lengths and sides', () => {
    expect(holdings.flat().length).toBe(result.positions.count)
    const sorted = (list: readonly { readonly bars: number }[]) => list.map(({ bars }) => bars).sort((a, b) => a - b)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const made = randomRequest(request, holdings, createStream(seed, 'test'))!
        const ran = runBacktest(made)
        expect(ran.positions.count).toBe(result.positions.count)
        const again = holdingsOf(made, ran)
        holdings.forEach((own, k) => {
          expect(sorted(again[k]!)).toEqual(sorted(own))
        })
      }),
      { numRuns: 25 },
    )
  })

  it('differ from draw to draw, and stand all over the bars', () => {
    const first = Array.from({ length: 200 }, (_, draw) => {
      const made = randomRequest(request, holdings, createStream(draw, 'test'))!
      return signalsOf(made, 0).enterLong.indexOf(1) - request.fromBar
    })
    expect(new Set(first).size).toBeGreaterThan(10)
  })

  it('have no room where it was always in the market', () => {
    const always = createStressBench(stressTask({ backtest: { direction: 'both', risk_management: {} } }))
    expect(hasRoom(always.request, always.holdings)).toBe(false)
    expect(hasRoom(request, holdings)).toBe(true)
    expect(randomRequest(always.request, always.holdings, createStream(1, 'test'))).toBeNull()
  })
})
