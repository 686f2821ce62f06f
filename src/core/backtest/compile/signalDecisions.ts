import type { MarketColumns } from '../../market/marketColumns.ts'
import type { Decisions, SignalColumns } from '../model/decisions.ts'
import { bytesOf } from '../signals/bitColumn.ts'
import { createJavascriptKernels } from '../signals/javascriptKernels.ts'
import { createSignalSource } from '../strategies/signalSource.ts'
import type { StrategyDefinition, StrategyParameters, TradeSides } from '../strategies/strategyDefinition.ts'

const CACHED_COLUMNS = 16

/** What a strategy decides on each instrument. `predictions`: one column an instrument, or null. */
export function signalDecisions(
  market: MarketColumns,
  strategy: StrategyDefinition,
  parameters: StrategyParameters,
  sides: TradeSides,
  predictions: readonly Float64Array[] | null,
): Decisions {
  const kernels = createJavascriptKernels()
  const { timeMs } = market
  const bars = timeMs.length
  const instruments = market.instruments.map((leg, k): SignalColumns => {
    const source = createSignalSource(leg, timeMs, predictions?.[k] ?? null, kernels, CACHED_COLUMNS)
    const { enterLong, exitLong, enterShort, exitShort } = source.signals(strategy, parameters, sides)
    return {
      enterLong: bytesOf(enterLong, bars),
      exitLong: bytesOf(exitLong, bars),
      enterShort: bytesOf(enterShort, bars),
      exitShort: bytesOf(exitShort, bars),
    }
  })
  return { kind: 'signals', instruments }
}
