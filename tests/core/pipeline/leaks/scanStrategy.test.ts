import { describe, expect, it } from 'vitest'
import type { TradedInstrument } from '../../../../src/core/backtest/compile/compileTerms.ts'
import { whereAbove } from '../../../../src/core/backtest/signals/bitColumn.ts'
import { sideSignals } from '../../../../src/core/backtest/strategies/sideSignals.ts'
import type { StrategyDefinition } from '../../../../src/core/backtest/strategies/strategyDefinition.ts'
import { STRATEGIES } from '../../../../src/core/backtest/strategies/strategyRegistry.ts'
import { backtestSpecSchema } from '../../../../src/core/contract/backtestSpec.ts'
import { silentBeat } from '../../../../src/core/job/beat.ts'
import { DEFAULT_COSTS } from '../../../../src/core/market/instrument.ts'
import type { MarketColumns } from '../../../../src/core/market/marketColumns.ts'
import { leakRecord, statedPart } from '../../../../src/core/pipeline/leaks/leakRecord.ts'
import { scanSignals, scanStrategy } from '../../../../src/core/pipeline/leaks/scanStrategy.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'

const BARS = 900
const HOUR_MS = 3_600_000

function leg(unit: string, missingShare: number) {
  const stream = createStream(4, unit)
  const column = () => new Float64Array(BARS).fill(Number.NaN)
  const made = { open: column(), high: column(), low: column(), close: column(), volume: column() }
  let price = 100
  for (let bar = 0; bar < BARS; bar++) {
    const open = price * Math.exp(0.002 * stream.nextNormal())
    price = open * Math.exp(0.012 * stream.nextNormal())
    if (stream.nextUniform() < missingShare) continue
    made.open[bar] = open
    made.close[bar] = price
    made.high[bar] = Math.max(open, price) * (1 + 0.004 * stream.nextUniform())
    made.low[bar] = Math.min(open, price) * (1 - 0.004 * stream.nextUniform())
    made.volume[bar] = 100 + 900 * stream.nextUniform()
  }
  return made
}

function marketOf(...missingShares: readonly number[]): MarketColumns {
  return {
    intervalMs: HOUR_MS,
    timeMs: Float64Array.from({ length: BARS }, (_, bar) => bar * HOUR_MS),
    instruments: missingShares.map((share, k) => leg(`leg ${k}`, share)),
  }
}

const ONE = marketOf(0)
const TWO = marketOf(0, 0.1)

function scannedOf(market: MarketColumns, strategy: StrategyDefinition, written: object = {}) {
  const stream = createStream(8, 'outside')
  const hourOf = Uint8Array.from(market.timeMs, (timeMs) => (timeMs / HOUR_MS) % 24)
  const fundingRate = market.timeMs.map(() => 0.0001 * stream.nextNormal())
  const instruments = market.instruments.map(
    (of): TradedInstrument => ({
      leg: of,
      costs: DEFAULT_COSTS,
      group: 0,
      sector: null,
      hourOf,
      barsPerYear: 8_766,
      fundingRate,
    }),
  )
  return {
    strategy,
    parameters: Object.fromEntries(strategy.parameters.map(({ name, standard }) => [name, standard])),
    spec: backtestSpecSchema.parse({ engine: 'both', ...written }),
    inputs: {
      market,
      predictions: strategy.needsPrediction
        ? market.instruments.map(() => market.timeMs.map(() => stream.nextNormal()))
        : null,
      fundingRate: instruments.map(() => fundingRate),
      hourOf: instruments.map(() => hourOf),
      finer: null,
    },
    instruments,
    fromBar: 40,
    startCash: 100_000,
    seed: 1,
  }
}

const CONFIGURATIONS: readonly (readonly [string, MarketColumns, object])[] = [
  ['one instrument, plain', ONE, {}],
  ['two instruments with missing bars', TWO, { position_sizing: { method: 'fixed_fraction', fraction: 0.5 } }],
  [
    'everything that reads a column',
    TWO,
    {
      direction: 'long',
      allowed_hours: [0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 20],
      position_sizing: { method: 'volatility_target', target: 0.2 },
      execution: { slippage_volatility: 0.1, market_impact: 'square_root', fill: 'next_close' },
      risk_management: { stop_loss: { atr: 2 }, take_profit: 0.05, trailing_stop: { atr: 3 }, max_correlation: 0.9 },
    },
  ],
  ['fills at the close that it decides on', ONE, { execution: { fill: 'this_close', intrabar: 'optimistic' } }],
]

describe('the scan of a strategy', () => {
  it.each(CONFIGURATIONS)('passes every strategy of the registry in both engines: %s', (_, market, written) => {
    for (const strategy of STRATEGIES) {
      const part = scanStrategy(scannedOf(market, strategy, written), silentBeat)
      expect([part.subject, part.kind, part.state, part.findings]).toEqual([strategy.id, 'strategy', 'clean', []])
      expect(part.columns).toBeGreaterThanOrEqual(6 + 9 * market.instruments.length)
      expect(part.constant, strategy.id).not.toContain('vector units 1')
      expect(part.constant, strategy.id).not.toContain('event units 1')
    }
  })

  const base = STRATEGIES[0]!
  const planted = (columnOf: (close: Float64Array) => Float64Array): StrategyDefinition => ({
    ...base,
    id: 'planted',
    signals: (context) => {
      const column = columnOf(context.bars.close)
      const minus = column.map((value) => -value)
      return sideSignals(
        context,
        { enter: (out) => whereAbove(column, 0, out), exit: (out) => whereAbove(minus, 0, out) },
        { enter: (out) => whereAbove(minus, 0, out), exit: (out) => whereAbove(column, 0, out) },
      )
    },
  })

  it.each([
    ['the next bar', (close: Float64Array) => close.map((value, bar) => (close[bar + 1] ?? value) - value)],
    [
      'the mean of all bars',
      (close: Float64Array) => {
        const mean = close.reduce((sum, value) => sum + value, 0) / close.length
        return close.map((value) => mean - value)
      },
    ],
  ])('finds one that reads %s, in its signals and its trades', (name, columnOf) => {
    const isNext = name === 'the next bar'
    for (const engine of ['vector', 'event'] as const) {
      const record = leakRecord([scanStrategy(scannedOf(ONE, planted(columnOf), { engine }), silentBeat)])
      expect(record.state).toBe('leaks')
      expect(record.reason).toContain('changes with later bars')
      const found = new Set(record.parts[0]!.findings.map(({ name }) => name))
      expect(found.has('enter long 1')).toBe(true)
      // What is decided at the last close before a cut is filled after it: only orders show it.
      expect(found.has(`${engine} equity`)).toBe(!isNext)
      expect(found.has('event orders 1')).toBe(engine === 'event')
    }
  })

  it('finds one that draws anew each time', () => {
    let calls = 0
    const restless = planted((close) => {
      calls += 1
      return close.map((_, bar) => ((bar + calls) % 3) - 1)
    })
    const record = leakRecord([scanStrategy(scannedOf(ONE, restless), silentBeat)])
    expect(record.reason).toContain('not the same twice')
  })

  it('scans points of a space at once, and names the one that leaks', () => {
    const peeking: StrategyDefinition = {
      ...base,
      signals: (context, parameters) =>
        parameters.fast === 7
          ? planted((close) => close.map((value, bar) => (close[bar + 1] ?? value) - value)).signals(
              context,
              parameters,
            )
          : base.signals(context, parameters),
    }
    const points = [5, 7, 9].map((fast) => ({ fast, slow: 30, average: 'sma' }))
    const part = scanSignals(scannedOf(ONE, peeking), points, silentBeat)
    expect(part.state).toBe('leaks')
    expect(new Set(part.findings.map(({ name }) => name.slice(0, 7)))).toEqual(new Set(['point 2']))
    expect(scanSignals(scannedOf(ONE, base), points, silentBeat).state).toBe('clean')
  })

  it('proves nothing of too few bars, and says so', () => {
    const { timeMs, instruments } = ONE
    const few = {
      ...ONE,
      timeMs: timeMs.subarray(0, 1),
      instruments: instruments.map(({ open, high, low, close, volume }) => ({
        open: open.subarray(0, 1),
        high: high.subarray(0, 1),
        low: low.subarray(0, 1),
        close: close.subarray(0, 1),
        volume: volume.subarray(0, 1),
      })),
    }
    const part = scanStrategy({ ...scannedOf(few, base), fromBar: 0 }, silentBeat)
    expect(leakRecord([part])).toMatchObject({ state: 'unproven', reason: expect.stringContaining('too few bars') })
  })
})

describe('a record of scans', () => {
  it('is as good as its worst part', () => {
    const clean = statedPart('signals', 'a', 'clean', 'Fine.')
    const open = statedPart('predictions', 'b', 'unproven', 'From a file.')
    const leak = statedPart('labels', 'c', 'leaks', 'It leaks.')
    expect(leakRecord([clean]).state).toBe('clean')
    expect(leakRecord([clean, open])).toMatchObject({ state: 'unproven', reason: 'From a file.' })
    expect(leakRecord([clean, open, leak])).toMatchObject({ state: 'leaks', reason: 'It leaks.' })
  })
})
