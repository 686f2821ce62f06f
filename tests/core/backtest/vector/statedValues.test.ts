import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import type { BacktestRequest } from '../../../../src/core/backtest/model/backtestRequest.ts'
import { checkRequest } from '../../../../src/core/backtest/model/checkRequest.ts'
import { NO_COSTS } from '../../../../src/core/backtest/model/executionTerms.ts'
import { NO_EXITS } from '../../../../src/core/backtest/model/exitTerms.ts'
import { runBars } from '../../../../src/core/backtest/vector/runBars.ts'
import type { MarketColumns } from '../../../../src/core/market/marketColumns.ts'
import { executed, plainRequest } from './scenarioMarket.ts'

const FOLDER = process.env.ASSAY_BENCH_DATA ?? ''
const isGiven = FOLDER !== ''

function referenceBars(series: string): MarketColumns {
  const column = (name: string): Float64Array => {
    const bytes = readFileSync(join(FOLDER, `${series}.${name}.f64`))
    return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
  }
  const timeMs = column('time')
  const leg = {
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  }
  return { intervalMs: timeMs[1]! - timeMs[0]!, timeMs, instruments: [leg] }
}

/** A moving average by a running sum: exact, because the prices are multiples of 1/16. */
function movingAverage(close: Float64Array, bars: number): Float64Array {
  let sum = 0
  return close.map((price, bar) => {
    sum += price - (bar >= bars ? close[bar - bars]! : 0)
    return bar >= bars - 1 ? sum / bars : Number.NaN
  })
}

/** Long while the fast average is above the slow one; 0.1 % fee, 0.05 % slippage, all in. */
function crossing(market: MarketColumns, fast: number, slow: number): BacktestRequest {
  const { close } = market.instruments[0]!
  const quick = movingAverage(close, fast)
  const late = movingAverage(close, slow)
  const above = close.map((_, bar) => (quick[bar]! > late[bar]! ? 1 : 0))
  const none = new Uint8Array(close.length)
  const signals = {
    enterLong: Uint8Array.from(above, (now, bar) => (now === 1 && above[bar - 1] !== 1 ? 1 : 0)),
    exitLong: Uint8Array.from(above, (now, bar) => (now === 0 && above[bar - 1] === 1 ? 1 : 0)),
    enterShort: none,
    exitShort: none,
  }
  return executed(
    { ...plainRequest(market, [signals]), startCash: 1_000_000 },
    { fee: { ...NO_COSTS.fee, bps: 10 }, slippage: { ...NO_COSTS.slippage, bps: 5 } },
  )
}

function figures(request: BacktestRequest) {
  expect(checkRequest(request).ok).toBe(true)
  const { equity, positions, fees } = runBars(request)
  let before = request.startCash
  let sum = 0
  let squares = 0
  let peak = before
  let deepest = 0
  for (const value of equity) {
    const change = value / before - 1
    sum += change
    squares += change * change
    before = value
    peak = Math.max(peak, value)
    deepest = Math.min(deepest, value / peak - 1)
  }
  const bars = equity.length
  const deviation = Math.sqrt((squares - (sum * sum) / bars) / (bars - 1))
  const rows = Array.from({ length: positions.count }, (_, at) => at)
  return {
    end: before,
    sharpe: (sum / bars / deviation) * Math.sqrt(8_760),
    deepest,
    closed: positions.count,
    wins: rows.filter((at) => positions.profit[at]! > 0).length,
    open: rows.filter((at) => positions.exitBar[at]! < 0).length,
    fees,
    entryBars: rows.reduce((total, at) => total + positions.entryBar[at]!, 0),
    exitBars: rows.reduce((total, at) => total + positions.exitBar[at]!, 0),
  }
}

describe.skipIf(!isGiven)(
  'the yardsticks of W1 (skipped unless ASSAY_BENCH_DATA names a folder that their generator wrote)',
  () => {
    it('W1: a crossing of 20 and 50 hours', () => {
      const found = figures(crossing(referenceBars('h1'), 20, 50))
      expect(found.end).toBeCloseTo(7_653_876.535, 3)
      expect(found.sharpe).toBeCloseTo(0.7069950643, 10)
      expect(found.deepest).toBeCloseTo(-0.7668294385, 10)
      expect(found.fees).toBeCloseTo(9_462_471.076, 3)
      expect(found).toMatchObject({ closed: 899, wins: 299, open: 0, entryBars: 39_591_522, exitBars: 39_635_117 })
    })

    it('W1s-R: with a stop of 2 % and a target of 4 %', () => {
      const exits = {
        ...NO_EXITS,
        stop: { kind: 'fraction', size: 0.02 },
        target: { kind: 'fraction', size: 0.04 },
      } as const
      const found = figures({ ...crossing(referenceBars('h1'), 20, 50), exits })
      expect(found.end).toBeCloseTo(63_708.08629, 5)
      expect(found).toMatchObject({ closed: 899, wins: 278 })
    })

    it('W1-m1: a crossing of 960 and 4,800 minutes', () => {
      const found = figures(crossing(referenceBars('m1'), 960, 4_800))
      expect(found.end).toBeCloseTo(1_411_700.994, 3)
      expect(found.sharpe).toBeCloseTo(0.083610365, 10)
      expect(found.deepest).toBeCloseTo(-0.4467020462, 10)
      expect(found.closed).toBe(131)
    })
  },
)
