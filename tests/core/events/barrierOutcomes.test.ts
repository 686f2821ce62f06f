import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outcomesOf, pairOutcomes, singleOutcomes } from '../../../src/core/events/barrierOutcomes.ts'
import type { ExitRule } from '../../../src/core/events/exitRule.ts'
import { rangeFraction } from '../../../src/core/events/legMeasures.ts'
import { createIndicatorMemo } from '../../../src/core/indicators/indicatorMemo.ts'
import type { LegColumns, PairColumns } from '../../../src/core/market/pairColumns.ts'
import { truncatePair } from '../../../src/core/market/pairColumns.ts'
import { samplePair } from '../features/samplePair.ts'
import { handMadePair } from './handMadePair.ts'

/** Bars as [open, high, low, close]. */
function legOfBars(bars: readonly (readonly [number, number, number, number])[]): LegColumns {
  const column = (place: 0 | 1 | 2 | 3) => Float64Array.from(bars, (bar) => bar[place])
  return {
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: new Float64Array(bars.length).fill(1),
  }
}

const FLAT = [100, 100.5, 99.5, 100] as const
/** Range 1 %: target at 102, stop at 99 of an entry at 100. */
const RULE: ExitRule = { targetRanges: 2, stopRanges: 1, limitBars: 3 }

function outcomeAt(
  bars: readonly (readonly [number, number, number, number])[],
  t = 0,
  direction: 1 | -1 = 1,
  rule = RULE,
) {
  const leg = legOfBars(bars)
  const { grossReturn, exitBar } = singleOutcomes(leg, new Float64Array(bars.length).fill(0.01), direction, rule)
  return { gross: grossReturn[t]!, exitBar: exitBar[t]! }
}

function expectOutcome(outcome: { gross: number; exitBar: number }, gross: number, exitBar: number) {
  expect(outcome.gross).toBeCloseTo(gross, 12)
  expect(outcome.exitBar).toBe(exitBar)
}

describe('one leg, by hand', () => {
  it('fills the target at its price', () => {
    expectOutcome(outcomeAt([FLAT, FLAT, [100, 103, 99.5, 101], FLAT, FLAT]), 0.02, 2)
  })

  it('fills the stop at its price', () => {
    expectOutcome(outcomeAt([FLAT, FLAT, [100, 101, 98, 101], FLAT, FLAT]), -0.01, 2)
  })

  it('assumes the stop where one bar touches both', () => {
    expectOutcome(outcomeAt([FLAT, FLAT, [100, 103, 98, 103], FLAT, FLAT]), -0.01, 2)
  })

  it('pays for a gap through the stop, and is paid for one through the target', () => {
    expectOutcome(outcomeAt([FLAT, FLAT, [97, 97.5, 96, 97], FLAT, FLAT]), -0.03, 2)
    expectOutcome(outcomeAt([FLAT, FLAT, [104, 105, 103, 104], FLAT, FLAT]), 0.04, 2)
  })

  it('sees the entry bar itself', () => {
    expectOutcome(outcomeAt([FLAT, [100, 100.5, 98.9, 100], FLAT, FLAT, FLAT]), -0.01, 1)
    expectOutcome(outcomeAt([FLAT, [100, 102.5, 99.5, 100], FLAT, FLAT, FLAT]), 0.02, 1)
  })

  it('ignores the decision bar, though its range would touch', () => {
    expectOutcome(outcomeAt([[100, 110, 90, 100], FLAT, FLAT, FLAT, [100.4, 101, 100, 100]]), 0.004, 4)
  })

  it('leaves at the open after the last of the limit bars', () => {
    const bars = [FLAT, FLAT, FLAT, FLAT, [101, 150, 50, 101], FLAT] as const
    expectOutcome(outcomeAt(bars), 0.01, 4)
  })

  it('has no outcome where the data cuts the window off, even if a barrier was touched before', () => {
    const bars = [FLAT, FLAT, [100, 103, 99.5, 101], FLAT] as const
    expect(outcomeAt(bars)).toEqual({ gross: Number.NaN, exitBar: -1 })
  })

  it('has no outcome where the range is unknown or zero', () => {
    const leg = legOfBars([FLAT, FLAT, FLAT, FLAT, FLAT, FLAT])
    const { exitBar } = singleOutcomes(leg, Float64Array.of(Number.NaN, 0, 0.01, 0.01, 0.01, 0.01), 1, RULE)
    expect([...exitBar]).toEqual([-1, -1, -1, -1, -1, -1])
    const short = singleOutcomes(leg, Float64Array.of(Number.NaN, 0.01, 0, 0.01, 0.01, 0.01), 1, RULE)
    expect([...short.exitBar]).toEqual([-1, 5, -1, -1, -1, -1])
  })

  it('does it all upside down for a short', () => {
    expectOutcome(outcomeAt([FLAT, FLAT, [100, 100.5, 97, 99], FLAT, FLAT], 0, -1), 0.02, 2)
    expectOutcome(outcomeAt([FLAT, FLAT, [100, 101.5, 100, 100], FLAT, FLAT], 0, -1), -0.01, 2)
    expectOutcome(outcomeAt([FLAT, FLAT, [100, 101.5, 97, 97], FLAT, FLAT], 0, -1), -0.01, 2)
    expectOutcome(outcomeAt([FLAT, FLAT, [103, 104, 102, 103], FLAT, FLAT], 0, -1), -0.03, 2)
    expectOutcome(outcomeAt([FLAT, FLAT, FLAT, FLAT, [99, 150, 50, 99]], 0, -1), 0.01, 4)
  })
})

describe('the pair, by hand', () => {
  const still = () => legOfBars([FLAT, FLAT, FLAT, FLAT, FLAT, FLAT])
  const range = new Float64Array(6).fill(0.01)

  it('reads barriers at closes and fills both legs at the next open', () => {
    const primary = legOfBars([FLAT, FLAT, [100, 110, 100, 105], [104, 104, 104, 104], FLAT, FLAT])
    const { grossReturn, exitBar } = pairOutcomes(handMadePair(primary, still()), range, 1, RULE)
    expect(grossReturn[0]).toBeCloseTo(0.02, 12)
    expect(exitBar[0]).toBe(3)
    const short = pairOutcomes(handMadePair(primary, still()), range, -1, RULE)
    expect(short.grossReturn[0]).toBeCloseTo(-0.02, 12)
    expect(short.exitBar[0]).toBe(3)
  })

  it('does not see highs and lows: the legs need not have been there together', () => {
    const primary = legOfBars([FLAT, [100, 120, 80, 100], [100, 120, 80, 100], FLAT, [101, 101, 101, 101], FLAT])
    const { grossReturn, exitBar } = pairOutcomes(handMadePair(primary, still()), range, 1, RULE)
    expect(exitBar[0]).toBe(4)
    expect(grossReturn[0]).toBeCloseTo(0.005, 12)
  })

  it('earns nothing where both legs move alike', () => {
    const moving = () => legOfBars([FLAT, FLAT, [100, 120, 100, 120], [120, 121, 119, 120], [120, 121, 119, 120], FLAT])
    const { grossReturn, exitBar } = pairOutcomes(handMadePair(moving(), moving()), range, 1, RULE)
    expect(grossReturn[0]).toBe(0)
    expect(exitBar[0]).toBe(4)
  })
})

/** The same rules told another way: the list of everything that could end the trade, the earliest and worst first. */
function slowSingle(leg: LegColumns, unit: number, t: number, direction: 1 | -1, rule: ExitRule) {
  const limit = t + 1 + rule.limitBars
  if (limit >= leg.open.length || !(unit > 0)) return { gross: Number.NaN, exitBar: -1 }
  const entry = leg.open[t + 1]!
  const gain = (price: number) => (direction > 0 ? price / entry - 1 : 1 - price / entry)
  const worst = (bar: number) => gain(direction > 0 ? leg.low[bar]! : leg.high[bar]!)
  const best = (bar: number) => gain(direction > 0 ? leg.high[bar]! : leg.low[bar]!)
  const [stop, target] = [-rule.stopRanges * unit, rule.targetRanges * unit]
  const bars = Array.from({ length: rule.limitBars }, (_, k) => t + 1 + k)
  const ended = bars.find((bar) => worst(bar) <= stop || best(bar) >= target)
  if (ended === undefined) return { gross: gain(leg.open[limit]!), exitBar: limit }
  const opened = gain(leg.open[ended]!)
  if (worst(ended) <= stop) return { gross: Math.min(stop, opened), exitBar: ended }
  return { gross: Math.max(target, opened), exitBar: ended }
}

function slowPair(columns: PairColumns, unit: number, t: number, direction: 1 | -1, rule: ExitRule) {
  const limit = t + 1 + rule.limitBars
  if (limit >= columns.timeMs.length || !(unit > 0)) return { gross: Number.NaN, exitBar: -1 }
  const spread = (field: 'open' | 'close', bar: number) =>
    (direction *
      (columns.primary[field][bar]! / columns.primary.open[t + 1]! -
        columns.secondary[field][bar]! / columns.secondary.open[t + 1]!)) /
    2
  const closes = Array.from({ length: rule.limitBars }, (_, k) => t + 1 + k)
  const decided = closes.find(
    (bar) => spread('close', bar) <= -rule.stopRanges * unit || spread('close', bar) >= rule.targetRanges * unit,
  )
  const exitBar = (decided ?? limit - 1) + 1
  return { gross: spread('open', exitBar), exitBar }
}

describe('on random walks', () => {
  const rules = fc.record({
    targetRanges: fc.constantFrom(0.5, 1, 2, 4),
    stopRanges: fc.constantFrom(0.5, 1, 2, 4),
    limitBars: fc.integer({ min: 1, max: 20 }),
  })

  it('agrees with a slow second telling, and never ends before the bar after the decision', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), rules, fc.constantFrom<1 | -1>(1, -1), (seed, rule, direction) => {
        const columns = samplePair(120, seed)
        for (const role of ['primary', 'secondary', 'pair'] as const) {
          const memo = createIndicatorMemo()
          const { grossReturn, exitBar } = outcomesOf(columns, memo, role, direction, rule)
          const range = rangeFraction(columns, memo, role)
          for (let t = 0; t < 120; t++) {
            const slow =
              role === 'pair'
                ? slowPair(columns, range[t]!, t, direction, rule)
                : slowSingle(columns[role], range[t]!, t, direction, rule)
            expect(exitBar[t]).toBe(slow.exitBar)
            if (slow.exitBar < 0) {
              expect(grossReturn[t]).toBeNaN()
              continue
            }
            expect(grossReturn[t]).toBeCloseTo(slow.gross, 12)
            expect(exitBar[t]).toBeGreaterThanOrEqual(t + 1)
            expect(exitBar[t]).toBeLessThanOrEqual(t + 1 + rule.limitBars)
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('knows a whole window the same way when later bars are cut away', () => {
    const columns = samplePair(400, 9)
    const rule = { targetRanges: 2, stopRanges: 2, limitBars: 12 }
    const whole = outcomesOf(columns, createIndicatorMemo(), 'primary', 1, rule)
    const cut = outcomesOf(truncatePair(columns, 300), createIndicatorMemo(), 'primary', 1, rule)
    expect([...cut.exitBar.subarray(0, 287)]).toEqual([...whole.exitBar.subarray(0, 287)])
    expect([...cut.exitBar.subarray(287)].every((bar) => bar === -1)).toBe(true)
  })
})

describe('the range unit', () => {
  it('of a leg is the average true range over the close, of the pair the mean absolute step of the log ratio', () => {
    const columns = samplePair(60, 3)
    const memo = createIndicatorMemo()
    const pair = rangeFraction(columns, memo, 'pair')
    const ratio = columns.primary.close.map((price, t) => Math.log(price / columns.secondary.close[t]!))
    let sum = 0
    for (let t = 17; t <= 40; t++) sum += Math.abs(ratio[t]! - ratio[t - 1]!)
    expect(pair[40]).toBeCloseTo(sum / 24, 12)
    expect(pair[23]).toBeNaN()
    expect(pair[24]).not.toBeNaN()
    const leg = rangeFraction(columns, memo, 'primary')
    const { high, low, close } = columns.primary
    const trueRange = (t: number) => Math.max(high[t]!, close[t - 1]!) - Math.min(low[t]!, close[t - 1]!)
    const seed = Array.from({ length: 24 }, (_, k) => trueRange(k + 1)).reduce((a, b) => a + b, 0) / 24
    expect(leg[24]).toBeCloseTo(seed / close[24]!, 12)
    expect(leg[25]).toBeCloseTo((seed * 23 + trueRange(25)) / 24 / close[25]!, 12)
  })
})
