import { parseArgs } from 'node:util'
import { buildTrades } from '../src/core/backtest/buildTrades.ts'
import { createDayClock } from '../src/core/backtest/dayClock.ts'
import { dayReturns, simulateAccount } from '../src/core/backtest/simulateAccount.ts'
import { createTradeList } from '../src/core/backtest/tradeList.ts'
import { tradeTerms } from '../src/core/backtest/tradeTerms.ts'
import { outcomesOf } from '../src/core/events/barrierOutcomes.ts'
import { leadLagShock } from '../src/core/events/detectors/leadLagShock.ts'
import { rangeFraction } from '../src/core/events/legMeasures.ts'
import { createIndicatorMemo } from '../src/core/indicators/indicatorMemo.ts'
import { DEFAULT_COSTS } from '../src/core/market/instrument.ts'
import { sampleColumns } from '../src/core/market/sampleColumns.ts'
import { generateSample, MAXIMUM_STRENGTH, PLANTED_RULE } from '../src/core/market/sampleMarket.ts'
import { sharpe } from '../src/core/metrics/sharpe.ts'
import type { Figure } from './figure.ts'

const HOUR_MS = 3_600_000
const BARS = 43_800
const TOLERANCE = 0.15

/** Net UTC-day returns of the planted rule itself on one sample. */
function ruleReturns(strength: number, seed: number): Float64Array {
  const sample = generateSample({
    kind: 'planted',
    strength,
    seed,
    bars: BARS,
    intervalMs: HOUR_MS,
    startMs: Date.UTC(2016, 0, 1),
  })
  const columns = sampleColumns(sample, HOUR_MS)
  const memo = createIndicatorMemo()
  const events = leadLagShock.detect(columns, memo, PLANTED_RULE.parameters)
  const legs = ['primary', 'secondary'] as const
  const { exit } = PLANTED_RULE
  const book = {
    timeMs: columns.timeMs,
    intervalMs: HOUR_MS,
    sessionEnd: columns.sessionEnd,
    stopRanges: exit.stopRanges,
    range: legs.map((role) => rangeFraction(columns, memo, role)),
    outcomes: legs.flatMap((role) => [
      outcomesOf(columns, memo, role, -1, exit),
      outcomesOf(columns, memo, role, 1, exit),
    ]),
  }
  const terms = tradeTerms(
    { primary: DEFAULT_COSTS, secondary: DEFAULT_COSTS },
    { riskPerTrade: 0.01, maximumWeight: 1 },
    1,
  )
  const clock = createDayClock(columns.timeMs)
  const trades = buildTrades(events, book, terms, createTradeList(events.bar.length))
  return dayReturns(simulateAccount(columns, clock, trades, terms, 10_000), 0, clock.dayCount)
}

/** `--seeds N` (100): the Sharpe ratio that the planted rule really has at each stated strength, over N markets of five years. */
export async function run(words: readonly string[]): Promise<readonly Figure[]> {
  const { values } = parseArgs({
    args: [...words],
    options: { seeds: { type: 'string', default: '100' }, 'first-seed': { type: 'string', default: '5001' } },
  })
  const first = Number(values['first-seed'])
  return Array.from({ length: MAXIMUM_STRENGTH + 1 }, (_, strength) => {
    const days: number[] = []
    for (let seed = first; seed < first + Number(values.seeds); seed++) days.push(...ruleReturns(strength, seed))
    const value = sharpe(Float64Array.from(days), 365) ?? Number.NaN
    return {
      name: `true-sharpe-at-strength-${strength}`,
      value,
      unit: 'a-year',
      goal: `${strength}+-${TOLERANCE}`,
      ok: Math.abs(value - strength) <= TOLERANCE,
    }
  })
}
