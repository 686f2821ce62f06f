import type { BacktestRequest } from '../model/backtestRequest.ts'
import type { Decisions } from '../model/decisions.ts'
import type { SegmentSpan } from '../segments/runSegments.ts'
import { bytesOf } from '../signals/bitColumn.ts'
import type { StrategySignals } from '../strategies/strategyDefinition.ts'
import type { TermsVariant } from './configurationBlock.ts'
import type { SweepData } from './sweepData.ts'

/** One configuration of a sweep as the request of a backtest. */
export function variantRequest(
  { market, finer }: SweepData,
  { startCash, fromBar, toBar }: SegmentSpan,
  variant: TermsVariant,
  signals: readonly StrategySignals[],
): BacktestRequest {
  const bars = market.timeMs.length
  const decisions: Decisions = {
    kind: 'signals',
    instruments: signals.map(({ enterLong, exitLong, enterShort, exitShort }) => ({
      enterLong: bytesOf(enterLong, bars),
      exitLong: bytesOf(exitLong, bars),
      enterShort: bytesOf(enterShort, bars),
      exitShort: bytesOf(exitShort, bars),
    })),
  }
  const request = { ...variant, market, decisions, startCash, fromBar, toBar }
  return finer === undefined ? request : { ...request, finer }
}
