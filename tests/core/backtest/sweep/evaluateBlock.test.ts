import { describe, expect, it } from 'vitest'
import type { BacktestRequest, FinerBars } from '../../../../src/core/backtest/model/backtestRequest.ts'
import { createJavascriptKernels } from '../../../../src/core/backtest/signals/javascriptKernels.ts'
import type { ConfigurationBlock, TermsVariant } from '../../../../src/core/backtest/sweep/configurationBlock.ts'
import { CONFIGURATION_FIGURES } from '../../../../src/core/backtest/sweep/configurationBlock.ts'
import { evaluateBlock } from '../../../../src/core/backtest/sweep/evaluateBlock.ts'
import { createSweepData } from '../../../../src/core/backtest/sweep/sweepData.ts'
import { runBars } from '../../../../src/core/backtest/vector/runBars.ts'
import { drawsOf, randomSegmentRequest } from '../randomBacktest.ts'

const WIDTH = CONFIGURATION_FIGURES.length

/** Signals of a request as predictions: 1 to enter, -1 to leave, mirrored for the other side. */
function blockOf(request: BacktestRequest, seed: number, variants: readonly TermsVariant[]): ConfigurationBlock {
  const { startCash, fromBar, toBar } = request
  const points = [
    { entry_threshold: 0.9, exit_threshold: -0.9 },
    { entry_threshold: 0.5, exit_threshold: 0.2 },
  ]
  const rows = points.length * variants.length
  return {
    strategyId: 'prediction-thresholds',
    direction: drawsOf(seed).pick(['long', 'short', 'both'] as const),
    points,
    variants,
    pointOf: Int32Array.from({ length: rows }, (_, row) => Math.floor(row / variants.length)),
    variantOf: Int32Array.from({ length: rows }, (_, row) => row % variants.length),
    startCash,
    fromBar,
    toBar,
  }
}

function dataOf(request: BacktestRequest, seed: number, finer?: FinerBars) {
  const draws = drawsOf(seed + 5)
  const { market } = request
  const bars = market.timeMs.length
  let day = draws.below(20)
  const dayOf = Int32Array.from({ length: bars }, () => {
    if (draws.chance(0.1)) day += 1 + draws.below(2)
    return day
  })
  const predictions = [Float64Array.from({ length: bars }, () => 2 * draws.unit() - 1)]
  return createSweepData({ market, dayOf, predictions, finer }, createJavascriptKernels(), 1_000_000)
}

/** Never reached: only bar by bar can keep it. */
const anyLimit = (variant: TermsVariant): TermsVariant => ({
  ...variant,
  limits: { ...variant.limits, maximumShareOfInstrument: 1e12 },
})

function figuresOf(
  request: BacktestRequest,
  seed: number,
  variants: readonly TermsVariant[],
  finer?: FinerBars,
): Float64Array {
  const figures = evaluateBlock(dataOf(request, seed, finer), blockOf(request, seed, variants))
  if (!figures.ok) throw new Error(figures.trouble.message)
  return figures.value
}

/** Two finer bars in each bar: up to its high first, then down to its low. */
function highFirst({ market }: BacktestRequest): FinerBars {
  const twice = (first: Float64Array, second: Float64Array) =>
    Float64Array.from({ length: 2 * first.length }, (_, at) => (at % 2 === 0 ? first : second)[at >> 1]!)
  const leg = market.instruments[0]!
  const { open, high, low, close, volume } = leg
  const instruments = [
    {
      open: twice(open, high),
      high: twice(high, high),
      low: twice(open, low),
      close: twice(high, close),
      volume: twice(volume, volume),
    },
  ]
  const intervalMs = market.intervalMs / 2
  const timeMs = Float64Array.from(
    { length: 2 * open.length },
    (_, at) => market.timeMs[at >> 1]! + (at % 2) * intervalMs,
  )
  return {
    market: { intervalMs, timeMs, instruments },
    firstFiner: Int32Array.from({ length: open.length + 1 }, (_, bar) => 2 * bar),
  }
}

describe('a block of configurations', () => {
  it('asks finer bars where a bar can reach stop and target, and only there', () => {
    let moved = 0
    for (let seed = 1; seed <= 300; seed++) {
      const request = randomSegmentRequest(seed)
      const finer = highFirst(request)
      const variants: TermsVariant[] = [request, { ...request, exits: { ...request.exits, target: null } }]
      const made = figuresOf(request, seed, variants, finer)
      const slow = figuresOf(request, seed, variants.map(anyLimit), finer)
      const bare = figuresOf(request, seed, variants)
      const end = CONFIGURATION_FIGURES.indexOf('endEquity')
      for (let row = 0; row < 4; row++) {
        const at = row * WIDTH + end
        expect(made[at]! / slow[at]!, `seed ${seed} row ${row}`).toBeCloseTo(1, 9)
        if (row % 2 === 1) expect(made[at], `seed ${seed}`).toBe(bare[at])
        else if (made[at] !== bare[at]) moved++
      }
    }
    expect(moved).toBeGreaterThan(8)
  })

  it('says trade by trade what bar by bar says', () => {
    let traded = 0
    for (let seed = 1; seed <= 1_500; seed++) {
      const request = randomSegmentRequest(seed)
      const other = randomSegmentRequest(seed + 1)
      const variants: TermsVariant[] = [
        request,
        { ...request, exits: other.exits },
        { ...request, sizing: other.sizing },
      ]
      const fast = figuresOf(request, seed, variants)
      const slow = figuresOf(request, seed, variants.map(anyLimit))
      expect(fast.length).toBe(6 * WIDTH)
      for (let at = 0; at < fast.length; at++) {
        const name = CONFIGURATION_FIGURES[at % WIDTH]!
        const wanted = slow[at]!
        // A deviation is a difference of sums: what cancels is lost.
        const near = /Deviation|Mean|Downside/.test(name) ? 1e-9 : 1e-9 * Math.max(1, Math.abs(wanted))
        if (Number.isNaN(wanted)) expect(fast[at], `seed ${seed} ${name}`).toBeNaN()
        else expect(Math.abs(fast[at]! - wanted), `seed ${seed} ${name}`).toBeLessThanOrEqual(near)
        if (name === 'closedTrades') traded += wanted
      }
    }
    expect(traded).toBeGreaterThan(20_000)
  })

  it('means what the names say', () => {
    const request = { ...randomSegmentRequest(77), fromBar: 0 }
    const toBar = request.market.timeMs.length
    const data = dataOf(request, 77)
    const [row] = [figuresOf({ ...request, toBar }, 77, [request]).slice(0, WIDTH)]
    const figure = (name: (typeof CONFIGURATION_FIGURES)[number]) => row![CONFIGURATION_FIGURES.indexOf(name)]!
    const { direction } = blockOf(request, 77, [request])
    const predicted = [...data.predictions![0]!]
    const bytes = (sides: readonly string[], holds: (value: number) => boolean) =>
      Uint8Array.from(predicted, (value) => (sides.includes(direction) && holds(value) ? 1 : 0))
    const { equity, positions, fees } = runBars({
      ...request,
      toBar,
      decisions: {
        kind: 'signals',
        instruments: [
          {
            enterLong: bytes(['long', 'both'], (value) => value > 0.9),
            exitLong: bytes(['long', 'both'], (value) => value < -0.9),
            enterShort: bytes(['short', 'both'], (value) => value < -0.9),
            exitShort: bytes(['short', 'both'], (value) => value > 0.9),
          },
        ],
      },
    })
    const curve = [request.startCash, ...equity]
    const returns = curve.slice(1).map((value, bar) => value / curve[bar]! - 1)
    const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length
    const squares = returns.reduce((sum, value) => sum + (value - mean) ** 2, 0)
    const ends = [...data.dayOf].flatMap((day, bar, all) => (all[bar + 1] === day ? [] : [{ day, bar }]))
    const days = ends.at(-1)!.day - ends[0]!.day + 1
    const dayReturns = ends.map(
      ({ bar }, at) => equity[bar]! / (at === 0 ? request.startCash : equity[ends[at - 1]!.bar]!) - 1,
    )
    const dayMean = dayReturns.reduce((sum, value) => sum + value, 0) / days
    const falls = curve.map((value, at) => 1 - value / Math.max(...curve.slice(0, at + 1)))
    const closed = [...positions.profit.slice(0, positions.count)].filter((_, at) => positions.exitBar[at]! >= 0)
    expect(closed.length).toBeGreaterThan(3)
    expect(figure('endEquity')).toBeCloseTo(equity.at(-1)!, 6)
    expect(figure('barMean')).toBeCloseTo(mean, 12)
    expect(figure('barDeviation')).toBeCloseTo(Math.sqrt(squares / (returns.length - 1)), 10)
    expect(figure('barDownside')).toBeCloseTo(
      Math.sqrt(returns.reduce((sum, value) => sum + Math.min(0, value) ** 2, 0) / returns.length),
      10,
    )
    expect(figure('dayMean')).toBeCloseTo(dayMean, 12)
    const daySquares = dayReturns.reduce((sum, value) => sum + (value - dayMean) ** 2, 0)
    const without = (days - dayReturns.length) * dayMean ** 2
    expect(figure('dayDeviation')).toBeCloseTo(Math.sqrt((daySquares + without) / (days - 1)), 10)
    expect(figure('maximumDrawdown')).toBeCloseTo(Math.max(...falls), 10)
    expect(figure('closedTrades')).toBe(closed.length)
    expect(figure('wins')).toBe(closed.filter((profit) => profit > 0).length)
    expect(figure('grossLoss')).toBeCloseTo(-closed.filter((p) => p < 0).reduce((sum, value) => sum + value, 0), 6)
    expect(figure('fees')).toBeCloseTo(fees, 8)
  })

  it('says nothing of a strategy that lacks what it needs', () => {
    const request = randomSegmentRequest(3)
    const data = { ...dataOf(request, 3), predictions: null }
    expect(evaluateBlock(data, blockOf(request, 3, [request]))).toMatchObject({ trouble: { code: 'no-predictions' } })
    const unknown = { ...blockOf(request, 3, [request]), strategyId: 'momentums' }
    expect(evaluateBlock(data, unknown)).toMatchObject({ trouble: { code: 'unknown-strategy' } })
  })
})
