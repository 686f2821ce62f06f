import process from 'node:process'
import type { EventOptions, EventResult } from '../src/core/backtest/event/eventRequest.ts'
import { runEvents } from '../src/core/backtest/event/runEvents.ts'
import type { Strategy, StrategyContext } from '../src/core/backtest/event/strategy.ts'
import { NO_EXITS } from '../src/core/backtest/model/exitTerms.ts'
import { median } from '../src/core/stats/median.ts'
import { matches } from './againstReference.ts'
import type { Figure } from './figure.ts'
import { atLeast, told } from './figure.ts'
import { HOUR_MS, HOURS_A_YEAR, REFERENCE_CASH, referenceTerms } from './referenceBacktest.ts'
import type { Reference } from './referenceBench.ts'
import { withReference } from './referenceBench.ts'

const WARM_UPS = 8
const RUNS = 15

/** A moving-average cross that keeps its own sums: one look at three closes a bar. */
function averageCross(fast: number, slow: number): Strategy {
  let fastSum = 0
  let slowSum = 0
  let wasAbove = false
  const sumUp = (context: StrategyContext) => {
    const { barCount } = context
    const close = context.close(0)
    fastSum += close - (barCount > fast ? context.close(0, fast) : 0)
    slowSum += close - (barCount > slow ? context.close(0, slow) : 0)
    return barCount >= slow && fastSum / fast > slowSum / slow
  }
  return {
    onBar: (context) => {
      const isAbove = sumUp(context)
      if (isAbove === wasAbove) return
      wasAbove = isAbove
      if (isAbove) context.submit({ instrument: 0, type: 'market', side: 1, size: { kind: 'rule' } })
      else context.submit({ instrument: 0, type: 'market', side: -1, size: { kind: 'position' } })
    },
  }
}

function optionsOf(bars: number): EventOptions {
  const { columns, execution, sizing, limits } = referenceTerms(NO_EXITS)
  const startCash = REFERENCE_CASH
  return { columns, execution, sizing, limits, startCash, fromBar: 0, toBar: bars, accountEvents: [] }
}

function sharpeAndFall(equity: Float64Array): readonly [sharpe: number, fall: number] {
  let sum = 0
  let square = 0
  let peak = equity[0]!
  let fall = 0
  for (let bar = 1; bar < equity.length; bar++) {
    const value = equity[bar]! / equity[bar - 1]! - 1
    sum += value
    square += value * value
    peak = Math.max(peak, equity[bar]!)
    fall = Math.min(fall, equity[bar]! / peak - 1)
  }
  const n = equity.length
  const variance = (square - (sum * sum) / n) / (n - 1)
  return [(sum / n / Math.sqrt(variance)) * Math.sqrt(HOURS_A_YEAR), fall]
}

function resultFigures({ equity, fees, positions }: EventResult): readonly Figure[] {
  const [sharpe, fall] = sharpeAndFall(equity)
  const wins = positions.profit.subarray(0, positions.count).filter((profit) => profit > 0).length
  const rounded = (value: number) => Number(value.toPrecision(10))
  return [
    matches('w6-end-equity', rounded(equity.at(-1)!), 7_653_876.535),
    matches('w6-sharpe', rounded(sharpe), 0.7069950643),
    matches('w6-drawdown', rounded(fall), -0.7668294385),
    matches('w6-fees', rounded(fees), 9_462_471.076),
    matches('w6-trades', positions.count, 899),
    matches('w6-wins', wins, 299),
  ]
}

function measure(reference: Reference): readonly Figure[] {
  const leg = reference.leg('h1')
  const market = { intervalMs: HOUR_MS, timeMs: reference.column('h1.time'), instruments: [leg] }
  const options = optionsOf(leg.close.length)
  const once = () => runEvents(market, averageCross(20, 50), options)
  const figures = resultFigures(once())
  for (let turn = 0; turn < WARM_UPS; turn++) once()
  const seconds = new Float64Array(RUNS)
  for (let turn = 0; turn < RUNS; turn++) {
    const before = process.cpuUsage()
    once()
    const { user, system } = process.cpuUsage(before)
    seconds[turn] = (user + system) / 1e6
  }
  const middle = median(seconds)
  return [
    ...figures,
    told('w6-cpu', middle * 1_000, 'ms'),
    atLeast('w6-bars', leg.close.length / middle, 'bars/s', 3_000_000),
  ]
}

/** The stated moving-average cross on 87,600 hourly bars, one event a bar: result first, then bars in a second of one core (median of 15 after 8 warm-ups). */
export async function run(): Promise<readonly Figure[]> {
  return (await withReference(async (reference) => measure(reference))) ?? []
}
