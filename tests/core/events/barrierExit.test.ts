import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  blankExit,
  hasWholeWindow,
  legExit,
  pairExit,
  stopPrice,
  targetPrice,
} from '../../../src/core/events/barrierExit.ts'
import { exitOf, outcomesOf } from '../../../src/core/events/barrierOutcomes.ts'
import type { ExitRule } from '../../../src/core/events/exitRule.ts'
import { rangeFraction } from '../../../src/core/events/legMeasures.ts'
import { createIndicatorMemo } from '../../../src/core/indicators/indicatorMemo.ts'
import type { LegColumns } from '../../../src/core/market/pairColumns.ts'
import { samplePair } from '../features/samplePair.ts'
import { handMadePair } from './handMadePair.ts'

type Bar = readonly [open: number, high: number, low: number, close: number]
const FLAT: Bar = [100, 100.5, 99.5, 100]
/** Range 1 %: target at 102, stop at 99 of a long entry at 100. */
const RULE: ExitRule = { targetRanges: 2, stopRanges: 1, limitBars: 3 }

function legOfBars(bars: readonly Bar[]): LegColumns {
  const column = (place: 0 | 1 | 2 | 3) => Float64Array.from(bars, (bar) => bar[place])
  return { open: column(0), high: column(1), low: column(2), close: column(3), volume: new Float64Array(bars.length) }
}

function legEnd(bars: readonly Bar[], direction: 1 | -1 = 1) {
  const out = blankExit()
  legExit(legOfBars(bars), 0, direction, RULE, 0.01, out)
  return out
}

function pairEnd(primary: readonly Bar[], direction: 1 | -1 = 1) {
  const out = blankExit()
  const still = legOfBars(primary.map(() => FLAT))
  pairExit(handMadePair(legOfBars(primary), still), 0, direction, RULE, 0.01, out)
  return out
}

describe('why and where a leg ends', () => {
  it.each<[string, readonly Bar[], 1 | -1, object]>([
    [
      'target at its price',
      [FLAT, FLAT, [100, 103, 99.5, 101], FLAT, FLAT],
      1,
      { bar: 2, price: 102, reason: 'target' },
    ],
    ['stop at its price', [FLAT, FLAT, [100, 101, 98, 101], FLAT, FLAT], 1, { bar: 2, price: 99, reason: 'stop' }],
    ['both in one bar: stop', [FLAT, FLAT, [100, 103, 98, 101], FLAT, FLAT], 1, { bar: 2, price: 99, reason: 'stop' }],
    ['gap through the stop', [FLAT, FLAT, [97, 98, 96, 97], FLAT, FLAT], 1, { bar: 2, price: 97, reason: 'stop' }],
    [
      'gap through the target',
      [FLAT, FLAT, [104, 105, 103, 104], FLAT, FLAT],
      1,
      { bar: 2, price: 104, reason: 'target' },
    ],
    [
      'the limit, at the next open',
      [FLAT, FLAT, FLAT, FLAT, [101, 150, 50, 101]],
      1,
      { bar: 4, price: 101, reason: 'time' },
    ],
    ['a short’s target', [FLAT, FLAT, [100, 100.5, 97, 99], FLAT, FLAT], -1, { bar: 2, price: 98, reason: 'target' }],
    ['a short’s stop', [FLAT, FLAT, [100, 101.5, 100, 100], FLAT, FLAT], -1, { bar: 2, price: 101, reason: 'stop' }],
    ['a short’s gap', [FLAT, FLAT, [103, 104, 102, 103], FLAT, FLAT], -1, { bar: 2, price: 103, reason: 'stop' }],
  ])('%s', (_what, bars, direction, end) => {
    expect(legEnd(bars, direction)).toEqual(end)
  })

  it('rests its barriers where the view says they rest', () => {
    expect([targetPrice(100, 1, RULE, 0.01), stopPrice(100, 1, RULE, 0.01)]).toEqual([102, 99])
    expect([targetPrice(100, -1, RULE, 0.01), stopPrice(100, -1, RULE, 0.01)]).toEqual([98, 101])
  })
})

describe('why and where a pair ends', () => {
  const rose: readonly Bar[] = [FLAT, FLAT, [100, 110, 100, 105], [104, 104, 104, 104], FLAT]

  it('by a barrier read at the close before, at no price of its own', () => {
    expect(pairEnd(rose)).toEqual({ bar: 3, price: Number.NaN, reason: 'target' })
    expect(pairEnd(rose, -1)).toEqual({ bar: 3, price: Number.NaN, reason: 'stop' })
  })

  it('by time, though highs and lows reached far', () => {
    expect(pairEnd([FLAT, [100, 120, 80, 100], FLAT, FLAT, FLAT])).toMatchObject({ bar: 4, reason: 'time' })
  })

  it('by a barrier at the close of the last bar before the limit: its fill is that of the limit, its reason is not', () => {
    expect(pairEnd([FLAT, FLAT, FLAT, [100, 105, 100, 105], FLAT])).toMatchObject({ bar: 4, reason: 'target' })
  })
})

describe('the outcomes that are traded on', () => {
  it('are those of the exits, bit for bit, in every bar', () => {
    const rules = fc.record({
      targetRanges: fc.constantFrom(0.5, 1, 2),
      stopRanges: fc.constantFrom(0.5, 1, 2),
      limitBars: fc.integer({ min: 1, max: 15 }),
    })
    const seen = new Set<string>()
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), rules, fc.constantFrom<1 | -1>(1, -1), (seed, rule, direction) => {
        const columns = samplePair(90, seed)
        const { primary, secondary } = columns
        for (const role of ['primary', 'secondary', 'pair'] as const) {
          const memo = createIndicatorMemo()
          const { grossReturn, exitBar } = outcomesOf(columns, memo, role, direction, rule)
          const range = rangeFraction(columns, memo, role)
          for (let t = 0; t < 90; t++) {
            const unit = range[t]!
            if (!hasWholeWindow(90, t, rule, unit)) {
              expect(exitBar[t]).toBe(-1)
              continue
            }
            const { bar, price, reason } = exitOf(columns, role, t, direction, rule, unit, blankExit())
            seen.add(`${role} ${reason}`)
            expect(bar).toBe(exitBar[t])
            const legGain = (leg: LegColumns, at: number) => at / leg.open[t + 1]!
            const gross =
              role === 'pair'
                ? 0.5 * direction * (legGain(primary, primary.open[bar]!) - legGain(secondary, secondary.open[bar]!))
                : direction * (legGain(columns[role], price) - 1)
            expect(gross).toBe(grossReturn[t])
            if (role !== 'pair' && reason === 'target') expect(gross).toBeGreaterThan(0)
            if (role !== 'pair' && reason === 'stop') expect(gross).toBeLessThan(0)
            if (reason === 'time') expect(bar).toBe(t + 1 + rule.limitBars)
          }
        }
      }),
      { numRuns: 40 },
    )
    expect(seen.size).toBe(9)
  })
})
