import { buyAndHoldRequest } from '../../backtest/benchmark/buyAndHoldRequest.ts'
import type { BacktestRequest } from '../../backtest/model/backtestRequest.ts'
import type { RobustnessSuite } from '../../contract/robustnessRecord.ts'
import { quantileSorted } from '../../stats/quantileSorted.ts'
import { createStream } from '../../stats/seededStream.ts'
import { resampledMarket, resampledRows } from './resampledBars.ts'
import { stressedRequest } from './stressedRequest.ts'
import { stressFigures } from './stressFigures.ts'
import type { StressTask } from './stressTask.ts'

/** The strategy on one synthetic market, and what buying and holding made of it. */
export type SyntheticRun = {
  readonly totalReturn: number
  readonly sharpe: number | null
  readonly trades: number
  readonly holdingReturn: number
  readonly holdingSharpe: number | null
}

/** Everything of the strategy is computed anew on bars drawn in blocks; which draw it is decides all of it. */
export function syntheticRun(task: StressTask, path: number): SyntheticRun {
  const { market, blockBars, seed } = task
  const stream = createStream(seed, `robustness.bars.${path}`)
  const rows = resampledRows(market.timeMs, market.intervalMs, blockBars, stream)
  return runOn(task, rows)
}

/** Annual Sharpe ratio of the strategy on bars drawn one by one; null where it trades nothing there. */
export function unorderedSharpe(task: StressTask, path: number): number | null {
  const { market, seed, clock } = task
  const stream = createStream(seed, `robustness.unordered.${path}`)
  const request = requestOn(task, resampledRows(market.timeMs, market.intervalMs, 1, stream))
  const { trades, sharpe } = stressFigures(request, clock)
  return trades === 0 ? null : sharpe
}

function requestOn(task: StressTask, rows: Int32Array): BacktestRequest {
  const request = stressedRequest(task, { bars: resampledMarket(task, rows) })
  if (!request.ok) throw new Error(`A resampled market is refused: ${request.trouble.message}`)
  return request.value
}

/** The strategy on the market that these rows make. */
export function runOn(task: StressTask, rows: Int32Array): SyntheticRun {
  const { clock } = task
  const request = requestOn(task, rows)
  const own = stressFigures(request, clock)
  const holding = stressFigures(buyAndHoldRequest(request), clock)
  return {
    totalReturn: own.totalReturn,
    sharpe: own.trades === 0 ? null : own.sharpe,
    trades: own.trades,
    holdingReturn: holding.totalReturn,
    holdingSharpe: holding.sharpe,
  }
}

export function joinSyntheticRuns(
  runs: readonly SyntheticRun[],
  meanBlockBars: number,
): NonNullable<RobustnessSuite['markets']> {
  const share = (test: (run: SyntheticRun) => boolean) => runs.filter(test).length / runs.length
  return {
    paths: runs.length,
    meanBlockBars,
    totalReturn: quantilesOf(Float64Array.from(runs, ({ totalReturn }) => totalReturn)),
    profitShare: share(({ totalReturn }) => totalReturn > 0),
    beatHoldingShare: share(({ totalReturn, holdingReturn }) => totalReturn > holdingReturn),
    sharpes: runs.map(({ sharpe }) => sharpe),
    holdingSharpes: runs.map(({ holdingSharpe }) => holdingSharpe),
  }
}

/** Quantiles of type 7. */
export function quantilesOf(values: Float64Array) {
  const sorted = values.slice().sort()
  const at = (probability: number) => quantileSorted(sorted, probability)
  return { p5: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: at(0.95) }
}
