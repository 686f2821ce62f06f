import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  barBlockLength,
  resampledMarket,
  resampledRows,
} from '../../../../src/core/pipeline/stressing/resampledBars.ts'
import { createStressBench } from '../../../../src/core/pipeline/stressing/stressBench.ts'
import { figuresOf } from '../../../../src/core/pipeline/stressing/stressFigures.ts'
import { runOn, syntheticRun } from '../../../../src/core/pipeline/stressing/syntheticMarkets.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'
import { stressTask } from './stressScene.ts'

const task = stressTask()
const bars = task.market.timeMs.length
const identity = Int32Array.from({ length: bars }, (_, row) => row)

describe('bars drawn in blocks', () => {
  it('in their own order are the market itself, to the last bit', () => {
    const { market } = resampledMarket(task, identity)
    expect(market.instruments).toEqual(task.market.instruments)
    const bench = createStressBench(task)
    const own = figuresOf(bench.request, bench.result, task.clock)
    const { totalReturn, sharpe, trades } = runOn(task, identity)
    expect({ totalReturn, sharpe, trades }).toEqual({
      totalReturn: own.totalReturn,
      sharpe: own.sharpe,
      trades: own.trades,
    })
  })

  it('move against the close before them as their source did', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 200 }), (seed, meanBlock) => {
        const stream = createStream(seed, 'test')
        const rows = resampledRows(task.market.timeMs, task.market.intervalMs, meanBlock, stream)
        const made = resampledMarket(task, rows).market.instruments[0]!
        const leg = task.market.instruments[0]!
        for (let at = 1; at < bars; at += 97) {
          const row = rows[at]!
          if (row === 0) continue
          const before = made.close[at - 1]!
          expect(made.close[at]! / before).toBeCloseTo(leg.close[row]! / leg.close[row - 1]!, 9)
          expect(made.high[at]! / before).toBeCloseTo(leg.high[row]! / leg.close[row - 1]!, 9)
          expect(made.open[at]! / before).toBeCloseTo(leg.open[row]! / leg.close[row - 1]!, 9)
          expect(made.volume[at]).toBe(leg.volume[row])
        }
      }),
      { numRuns: 20 },
    )
  })

  it('keep the time of day, and their mean length', () => {
    const rows = resampledRows(task.market.timeMs, task.market.intervalMs, 20, createStream(5, 'test'))
    let breaks = 0
    for (let at = 0; at < bars; at++) {
      expect(rows[at]! % 24).toBe(at % 24)
      if (at > 0 && rows[at] !== rows[at - 1]! + 1) breaks++
    }
    expect(bars / (breaks + 1)).toBeGreaterThan(14)
    expect(bars / (breaks + 1)).toBeLessThan(27)
  })

  it('leave an instrument out where its source has no bar, and go on from its last price', () => {
    const rows = Int32Array.from({ length: 8 }, (_, at) => [398, 399, 400, 401, 402, 403, 404, 500][at]!)
    const cut = { ...task, market: { ...task.market, timeMs: task.market.timeMs.subarray(0, 8) } }
    const made = resampledMarket(cut, rows).market.instruments[1]!
    const leg = task.market.instruments[1]!
    expect([...made.close.subarray(2, 5)]).toEqual([Number.NaN, Number.NaN, Number.NaN])
    expect(made.close[5]).toBe(leg.close[403])
    expect(made.close[7]! / made.close[6]!).toBeCloseTo(leg.close[500]! / leg.close[499]!, 9)
  })

  it('take predictions and funding along, and the hours of the clock not', () => {
    const numbered = Float64Array.from(identity)
    const legs = task.legs.map((leg) => ({ ...leg, fundingRate: numbered }))
    const rows = resampledRows(task.market.timeMs, task.market.intervalMs, 20, createStream(5, 'test'))
    const made = resampledMarket({ market: task.market, legs, predictions: [numbered, numbered] }, rows)
    expect([...made.predictions![0]!]).toEqual([...rows])
    expect([...made.legs[1]!.fundingRate!]).toEqual([...rows])
    expect(made.legs[0]!.hourOf).toBe(task.legs[0]!.hourOf)
  })

  it('are the same for the same draw', () => {
    expect(syntheticRun(task, 3)).toEqual(syntheticRun(task, 3))
    expect(syntheticRun(task, 3)).not.toEqual(syntheticRun(task, 4))
  })

  it('come in longer blocks where volatility clusters', () => {
    const quiet = task.market.instruments[0]!
    const wild = {
      ...quiet,
      close: quiet.close.map((_, bar) => 100 * Math.exp((bar % 400 < 200 ? 0.0005 : 0.05) * Math.sin(bar * 12.9898))),
    }
    expect(barBlockLength([wild])).toBeGreaterThan(2 * barBlockLength([quiet]))
    expect(barBlockLength([{ ...quiet, close: new Float64Array(5) }])).toBe(1)
  })
})
