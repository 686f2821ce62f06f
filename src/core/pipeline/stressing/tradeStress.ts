import type { PositionList } from '../../backtest/model/backtestResult.ts'
import type { RobustnessSuite } from '../../contract/robustnessRecord.ts'
import type { Beat } from '../../job/beat.ts'
import { maxDrawdown } from '../../metrics/maxDrawdown.ts'
import { monteCarloDrawdown } from '../../robustness/monteCarloDrawdown.ts'
import { skipTrades, withoutBestTrades } from '../../robustness/skipTrades.ts'
import { createStream } from '../../stats/seededStream.ts'
import { quantilesOf } from './syntheticMarkets.ts'

export type TradeStress = NonNullable<RobustnessSuite['trades']>

/** Trades kept together in their order, so that runs of losses stay runs. */
const BLOCK_TRADES = 5
/** Of all closed trades, the best. */
export const BEST_SHARES = [0.01, 0.05, 0.1] as const

/** Returns that closed trades gave the account, in the order of their exits. A trade of an account without equity is left out. */
export function closedTradeReturns({ count, exitBar, profit, equityBefore }: PositionList): Float64Array {
  const returns: number[] = []
  for (let row = 0; row < count; row++)
    if (exitBar[row]! >= 0 && equityBefore[row]! > 0) returns.push(profit[row]! / equityBefore[row]!)
  return Float64Array.from(returns)
}

/** Closed trades in other orders, and without some of them. Null without a closed trade. */
export function tradeStress(
  tradeReturns: Float64Array,
  skipShares: readonly number[],
  { resamples, seed }: { readonly resamples: number; readonly seed: number },
  beat: Beat,
): TradeStress | null {
  const blockTrades = Math.min(BLOCK_TRADES, tradeReturns.length)
  if (blockTrades === 0) return null
  const stream = createStream(seed, 'robustness.order')
  const order = monteCarloDrawdown(tradeReturns, { resamples, blockLength: blockTrades, stream, beat })
  if (order === null) return null
  const { p50, p90, p95 } = order
  return {
    trades: tradeReturns.length,
    order: { resamples, blockTrades, observed: maxDrawdown(tradeReturns) ?? 0, p50, p90, p95 },
    skipped: [...skipShares]
      .sort((a, b) => a - b)
      .map((share) => {
        const own = createStream(seed, `robustness.skip.${share}`)
        const { left, totalReturn } = skipTrades(tradeReturns, { share, resamples, stream: own, beat })!
        const losses = totalReturn.reduce((count, value) => count + (value < 0 ? 1 : 0), 0)
        return { share, left, resamples, totalReturn: quantilesOf(totalReturn), lossProbability: losses / resamples }
      }),
    withoutBest: BEST_SHARES.map((share) => ({ share, ...withoutBestTrades(tradeReturns, share) })),
  }
}
