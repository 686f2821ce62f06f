import type { AccountEvent } from '../../../../src/core/backtest/event/accountEvent.ts'
import type { EventOptions } from '../../../../src/core/backtest/event/eventRequest.ts'
import { runEvents } from '../../../../src/core/backtest/event/runEvents.ts'
import type { Strategy, StrategyContext } from '../../../../src/core/backtest/event/strategy.ts'
import { NO_TERM_COLUMNS } from '../../../../src/core/backtest/model/backtestRequest.ts'
import type { ExecutionTerms } from '../../../../src/core/backtest/model/executionTerms.ts'
import { NO_COSTS } from '../../../../src/core/backtest/model/executionTerms.ts'
import type { MarketColumns } from '../../../../src/core/market/marketColumns.ts'
import { NO_LIMITS } from '../../../../src/core/risk/riskLimits.ts'
import { ALL_IN } from '../../../../src/core/risk/sizingTerms.ts'

export const HOUR = 3_600_000

/** [open, high, low, close, volume]; null where there is no bar. */
export type Bar = readonly [number, number, number, number, number] | null

export function marketOf(...instruments: readonly (readonly Bar[])[]): MarketColumns {
  const bars = instruments[0]!.length
  const column = (rows: readonly Bar[], at: number) => Float64Array.from(rows, (row) => row?.[at] ?? Number.NaN)
  return {
    intervalMs: HOUR,
    timeMs: Float64Array.from({ length: bars }, (_, bar) => bar * HOUR),
    instruments: instruments.map((rows) => ({
      open: column(rows, 0),
      high: column(rows, 1),
      low: column(rows, 2),
      close: column(rows, 3),
      volume: column(rows, 4),
    })),
  }
}

type Setting = Partial<ExecutionTerms> & { readonly accountEvents?: readonly AccountEvent[]; readonly cash?: number }

function optionsOf(market: MarketColumns, { accountEvents = [], cash = 10_000, ...terms }: Setting): EventOptions {
  return {
    columns: market.instruments.map(() => NO_TERM_COLUMNS),
    execution: market.instruments.map(() => ({ ...NO_COSTS, ...terms })),
    sizing: ALL_IN,
    limits: NO_LIMITS,
    startCash: cash,
    fromBar: 0,
    toBar: market.timeMs.length,
    accountEvents,
  }
}

/** Runs a script: what to do at the close of each bar, by its number. */
export function play(
  market: MarketColumns,
  script: Readonly<Record<number, (context: StrategyContext) => void>>,
  setting: Setting = {},
  more: Partial<Strategy> = {},
) {
  const strategy: Strategy = { ...more, onBar: (context) => script[context.barCount - 1]?.(context) }
  return runEvents(market, strategy, optionsOf(market, setting))
}

/** Fills as [bar, side, units, price], in their order. */
export function fillsOf({ fills }: ReturnType<typeof play>): readonly (readonly number[])[] {
  return Array.from({ length: fills.count }, (_, row) => [
    fills.bar[row]!,
    fills.side[row]!,
    fills.units[row]!,
    fills.price[row]!,
  ])
}
