import { describe, expect, it } from 'vitest'
import { bytesOf } from '../../../../src/core/backtest/signals/bitColumn.ts'
import { createJavascriptKernels } from '../../../../src/core/backtest/signals/javascriptKernels.ts'
import { checkParameters } from '../../../../src/core/backtest/strategies/checkParameters.ts'
import { createSignalSource } from '../../../../src/core/backtest/strategies/signalSource.ts'
import type {
  StrategyDefinition,
  StrategyParameters,
  TradeSides,
} from '../../../../src/core/backtest/strategies/strategyDefinition.ts'
import { STRATEGIES, strategyOf } from '../../../../src/core/backtest/strategies/strategyRegistry.ts'
import type { LegColumns } from '../../../../src/core/market/pairColumns.ts'
import { drawsOf, walkOf } from '../randomBacktest.ts'

const BARS = 700
const SIDES: readonly TradeSides[] = ['long', 'short', 'both']

function mapLeg(leg: LegColumns, change: (column: Float64Array) => Float64Array): LegColumns {
  const { open, high, low, close, volume } = leg
  return {
    open: change(open),
    high: change(high),
    low: change(low),
    close: change(close),
    volume: change(volume),
  }
}

function predictionsOf(bars: number): Float64Array {
  const draws = drawsOf(99)
  return Float64Array.from({ length: bars }, () => 2 * draws.unit() - 1)
}

function signalsOf(
  strategy: StrategyDefinition,
  leg: LegColumns,
  sides: TradeSides,
  parameters: StrategyParameters = {},
  prediction = predictionsOf(leg.close.length),
) {
  const bars = leg.close.length
  const checked = checkParameters(strategy, parameters)
  if (!checked.ok) throw new Error(checked.trouble.message)
  const timeMs = Float64Array.from({ length: bars }, (_, bar) => bar * 3_600_000)
  const source = createSignalSource(leg, timeMs, prediction, createJavascriptKernels(), 16)
  const { enterLong, exitLong, enterShort, exitShort } = source.signals(strategy, checked.value.parameters, sides)
  return [enterLong, exitLong, enterShort, exitShort].map((bits) => [...bytesOf(bits, bars)])
}

const standards = (strategy: StrategyDefinition): StrategyParameters => {
  const checked = checkParameters(strategy, {})
  if (!checked.ok) throw new Error(checked.trouble.message)
  return checked.value.parameters
}

describe.each(STRATEGIES.map((strategy) => [strategy.id, strategy] as const))('%s', (_id, strategy) => {
  const leg = walkOf(drawsOf(11), BARS, 0.01)

  it('knows nothing that comes later: cut off or garbled, the past stays what it was', () => {
    const whole = signalsOf(strategy, leg, 'both')
    for (const at of [1, 40, 64, 333, 500]) {
      const known = whole.map((column) => column.slice(0, at))
      const cut = mapLeg(leg, (column) => column.slice(0, at))
      expect(signalsOf(strategy, cut, 'both', {}, predictionsOf(BARS).slice(0, at))).toEqual(known)
      const garble = (column: Float64Array) => column.map((value, bar) => (bar < at ? value : 7 + (bar % 3)))
      const garbled = signalsOf(strategy, mapLeg(leg, garble), 'both', {}, garble(predictionsOf(BARS)))
      expect(garbled.map((column) => column.slice(0, at))).toEqual(known)
    }
  })

  it('signals on both sides, after its warm-up, and only on sides that are traded', () => {
    const warmUp = strategy.warmUpBars(standards(strategy))
    for (const sides of SIDES) {
      const [enterLong, exitLong, enterShort, exitShort] = signalsOf(strategy, leg, sides)
      const count = (column: number[] | undefined) => column!.reduce((sum, bit) => sum + bit, 0)
      expect(count(enterLong) > 0 && count(exitLong) > 0).toBe(sides !== 'short')
      expect(count(enterShort) > 0 && count(exitShort) > 0).toBe(sides !== 'long')
      for (const entries of [enterLong!, enterShort!]) expect(entries.slice(0, warmUp)).not.toContain(1)
    }
  })

  it('begins at the first bar after its warm-up where the market allows it', () => {
    const warmUp = strategy.warmUpBars(standards(strategy))
    const first: number[] = []
    for (let seed = 1; seed <= 60; seed++) {
      const [long, , short] = signalsOf(strategy, walkOf(drawsOf(seed), 160, 0.02), 'both')
      first.push(...[long!.indexOf(1), short!.indexOf(1)].filter((bar) => bar >= 0))
    }
    expect(Math.min(...first) - warmUp).toBeGreaterThanOrEqual(0)
    expect(Math.min(...first) - warmUp).toBeLessThanOrEqual(2)
  })

  it('does not see the bars that others have and it has not', () => {
    const gaps = Array.from({ length: BARS + 50 }, (_, row) => row % 15 === 7)
    const present = gaps.flatMap((gap, row) => (gap ? [] : [row])).slice(0, BARS)
    const spread = (column: Float64Array) => {
      const wide = new Float64Array(BARS + 50).fill(Number.NaN)
      for (const [bar, row] of present.entries()) wide[row] = column[bar]!
      return wide
    }
    const wide = signalsOf(strategy, mapLeg(leg, spread), 'both', {}, spread(predictionsOf(BARS)))
    expect(wide.map((column) => present.map((row) => column[row]))).toEqual(signalsOf(strategy, leg, 'both'))
    for (const column of wide) expect(column.filter((_, row) => !present.includes(row))).not.toContain(1)
  })
})

function flat(closes: readonly number[]): LegColumns {
  const close = Float64Array.from(closes)
  return { open: close, high: close, low: close, close, volume: close }
}

function barsOf(column: number[] | undefined): number[] {
  return column!.flatMap((bit, bar) => (bit === 1 ? [bar] : []))
}

describe('by hand', () => {
  it('a cross of averages of 2 and 3 closes', () => {
    const [cross] = STRATEGIES
    // Averages of 2: - 1.5 2.5 3 2 1 2; of 3: - - 2 2.67 2.33 1.67 1.67.
    const [enterLong, exitLong, enterShort] = signalsOf(cross!, flat([1, 2, 3, 3, 1, 1, 3]), 'both', {
      fast: 2,
      slow: 3,
    })
    expect([barsOf(enterLong), barsOf(exitLong), barsOf(enterShort)]).toEqual([[2, 6], [0, 1, 4, 5], [4]])
  })

  it('a break of the two bars before', () => {
    const found = strategyOf('donchian-breakout')
    if (!found.ok) throw new Error(found.trouble.message)
    const [enterLong, exitLong] = signalsOf(found.value, flat([5, 5, 6, 6, 7, 5, 4]), 'long', { entry: 2, exit: 1 })
    expect([barsOf(enterLong), barsOf(exitLong)]).toEqual([
      [2, 4],
      [5, 6],
    ])
  })

  it('a change of the close over two bars above one percent', () => {
    const found = strategyOf('momentum')
    if (!found.ok) throw new Error(found.trouble.message)
    const [enterLong, , enterShort] = signalsOf(found.value, flat([100, 100, 100.5, 102, 103, 100, 100]), 'both', {
      lookback: 2,
      threshold: 1,
    })
    // Changes: - - 0.5 2 2.49 -1.96 -2.91.
    expect([barsOf(enterLong), barsOf(enterShort)]).toEqual([[3], [5]])
  })

  it('predictions beyond their thresholds', () => {
    const found = strategyOf('prediction-thresholds')
    if (!found.ok) throw new Error(found.trouble.message)
    const prediction = Float64Array.of(0.6, 0.5, -0.5, -0.6, Number.NaN, 0.51)
    const columns = signalsOf(found.value, flat([1, 1, 1, 1, 1, 1]), 'both', {}, prediction)
    expect(columns.map(barsOf)).toEqual([[0, 5], [3], [3], [0, 5]])
  })
})

describe('parameters', () => {
  const [cross] = STRATEGIES

  it('are completed, and what was assumed is told', () => {
    expect(checkParameters(cross!, { fast: 10 })).toEqual({
      ok: true,
      value: { parameters: { fast: 10, slow: 50, average: 'sma' }, assumed: ['slow', 'average'] },
    })
  })

  it.each<[string, object, string]>([
    ['a name that is nearly one', { fasts: 10 }, 'Did you mean fast?'],
    ['a name like no other', { holiday: 10 }, 'It has: fast, slow, average.'],
    ['half a bar', { fast: 10.5 }, 'It must be a whole number from 1 to 5000 (bars).'],
    ['a number that is none', { fast: Number.NaN }, 'It must be a whole number from 1 to 5000 (bars).'],
    ['a word for a number', { fast: '10' }, 'It must be a whole number from 1 to 5000 (bars).'],
    ['a word that is none of the choices', { average: 'wma' }, 'It must be one of sma, ema.'],
    ['parameters that make no sense together', { fast: 50, slow: 50 }, 'fast must be below slow.'],
  ])('refused: %s', (_what, given, hint) => {
    expect(checkParameters(cross!, { ...given })).toMatchObject({ ok: false, trouble: { hint } })
  })

  it('standards of every strategy are its own', () => {
    for (const strategy of STRATEGIES) expect(checkParameters(strategy, {})).toMatchObject({ ok: true })
  })

  it('a strategy that there is not', () => {
    expect(strategyOf('moving-average-cros')).toMatchObject({ trouble: { hint: 'Did you mean moving-average-cross?' } })
  })
})
