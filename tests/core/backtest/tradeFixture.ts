import type { TradeBook } from '../../../src/core/backtest/buildTrades.ts'
import type { PairCosts } from '../../../src/core/backtest/tradeCosts.ts'
import type { TradeList } from '../../../src/core/backtest/tradeList.ts'
import { outcomesOf } from '../../../src/core/events/barrierOutcomes.ts'
import type { EventColumns } from '../../../src/core/events/detector.ts'
import { ROLES } from '../../../src/core/events/detector.ts'
import type { ExitRule } from '../../../src/core/events/exitRule.ts'
import { rangeFraction } from '../../../src/core/events/legMeasures.ts'
import { createIndicatorMemo } from '../../../src/core/indicators/indicatorMemo.ts'
import type { PairColumns } from '../../../src/core/market/pairColumns.ts'
import { uniformStream } from '../features/samplePair.ts'

export const COSTS: PairCosts = {
  primary: { feeBps: 10, slippageBps: 5, borrowPerYear: 0.1 },
  secondary: { feeBps: 20, slippageBps: 10, borrowPerYear: 0.2 },
}

export const FREE: PairCosts = {
  primary: { feeBps: 0, slippageBps: 0, borrowPerYear: 0 },
  secondary: { feeBps: 0, slippageBps: 0, borrowPerYear: 0 },
}

export const SIZING = { riskPerTrade: 0.01, maximumWeight: 1 }

export function eventList(rows: readonly (readonly [bar: number, role: number, direction: 1 | -1])[]): EventColumns {
  return {
    bar: Int32Array.from(rows, ([bar]) => bar),
    role: Uint8Array.from(rows, ([, role]) => role),
    direction: Int8Array.from(rows, ([, , direction]) => direction),
    strength: new Float64Array(rows.length),
  }
}

/** Random events, ascending in bar then role. */
export function randomEvents(bars: number, share: number, seed: number): EventColumns {
  const uniform = uniformStream(seed)
  const rows: (readonly [number, number, 1 | -1])[] = []
  for (let bar = 0; bar < bars; bar++) {
    for (let role = 0; role < 3; role++) {
      if (uniform() < share) rows.push([bar, role, uniform() < 0.5 ? 1 : -1])
    }
  }
  return eventList(rows)
}

export function bookOf(columns: PairColumns, exit: ExitRule): TradeBook {
  const memo = createIndicatorMemo()
  return {
    timeMs: columns.timeMs,
    intervalMs: columns.intervalMs,
    sessionEnd: columns.sessionEnd,
    stopRanges: exit.stopRanges,
    range: ROLES.map((role) => rangeFraction(columns, memo, role)),
    outcomes: ROLES.flatMap((role) => [
      outcomesOf(columns, memo, role, -1, exit),
      outcomesOf(columns, memo, role, 1, exit),
    ]),
  }
}

/** A book in which every event of any role ends `heldBars` after its decision with the given gross return. */
export function plainBook(bars: number, heldBars: number, gross: number, range = 0.01): TradeBook {
  const outcome = {
    grossReturn: new Float64Array(bars).fill(gross),
    exitBar: Int32Array.from({ length: bars }, (_, bar) => (bar + heldBars < bars ? bar + heldBars : -1)),
  }
  return {
    timeMs: Float64Array.from({ length: bars }, (_, bar) => bar * 3_600_000),
    intervalMs: 3_600_000,
    sessionEnd: new Uint8Array(bars),
    outcomes: Array.from({ length: 6 }, () => outcome),
    range: Array.from({ length: 3 }, () => new Float64Array(bars).fill(range)),
    stopRanges: 4,
  }
}

export function decisionBars(trades: TradeList): number[] {
  return [...trades.decisionBar.subarray(0, trades.count)]
}

/** A copy without the spare room. */
export function trimTrades(trades: TradeList): TradeList {
  const n = trades.count
  return {
    count: n,
    decisionBar: trades.decisionBar.slice(0, n),
    exitBar: trades.exitBar.slice(0, n),
    role: trades.role.slice(0, n),
    direction: trades.direction.slice(0, n),
    weight: trades.weight.slice(0, n),
    grossReturn: trades.grossReturn.slice(0, n),
    netReturn: trades.netReturn.slice(0, n),
    eventRow: trades.eventRow.slice(0, n),
  }
}
