import type { EntryRun } from '../contract/leaderboard.ts'
import type { CurveShape } from '../contract/workbench/stageShapesBacktest.ts'
import type { Figure } from '../metrics/performance/figure.ts'
import { figureOf } from '../metrics/performance/figure.ts'
import { FIGURE_LIST } from '../metrics/performance/figureNames.ts'
import { returnFigures } from '../metrics/performance/returnFigures.ts'
import { profitFactor } from '../metrics/profitFactor.ts'
import { sharpeMoments } from '../metrics/sharpeMoments.ts'
import { winRate } from '../metrics/winRate.ts'
import { DAY_MS } from '../time/durations.ts'

type Curve = Pick<CurveShape, 'account' | 'trades'>
/** The pair pipeline counts in UTC days whatever trades. */
const DAYS_PER_YEAR = 365

/** A pipeline's judged account with the figures of a backtest; those that its stages do not hold say so. `stress`: its profit by the times of its costs. */
export function pipelineRun(
  { account, trades }: Curve,
  intervalMs: number,
  stress: readonly { readonly costTimes: number; readonly profit: number | null }[],
): EntryRun {
  const returns = Float64Array.from(account.dayReturns)
  const days = {
    kind: 'utc-days' as const,
    periodsPerYear: DAYS_PER_YEAR,
    startMs: Float64Array.from(account.dayStartMs),
    equity: Float64Array.from(account.equity),
    returns,
  }
  const span = { firstMs: account.dayStartMs[0] ?? 0, lastMs: account.dayStartMs.at(-1) ?? 0 }
  const profits = tradeProfits({ account, trades }, intervalMs)
  const none = 'No trade was closed.'
  const known: Readonly<Record<string, Figure>> = {
    ...returnFigures(days, span, account.startCapital).figures,
    tradeCount: figureOf(profits.length, none),
    winRate: figureOf(winRate(profits), none),
    profitFactor: figureOf(profitFactor(profits), 'No trade lost: there is nothing to divide by.'),
  }
  const values: Record<string, number> = {}
  const why: Record<string, string> = {}
  for (const { key } of FIGURE_LIST) {
    const figure = known[key]
    if (figure === undefined) why[key] = 'A pipeline does not measure it.'
    else if (figure.value === null) why[key] = figure.why
    else values[key] = figure.value
  }
  const profitAt = (times: number) => stress.find(({ costTimes }) => costTimes === times)?.profit ?? null
  return {
    values,
    why,
    sharpe: sharpeMoments(returns),
    profitAtCosts150: profitAt(1.5),
    profitAtCosts200: profitAt(2),
  }
}

/** Money of each trade. Runs of versions before 0.3.0 do not tell it: there it is the net return on the equity of the day end before the entry. */
function tradeProfits({ account, trades }: Curve, intervalMs: number): Float64Array {
  if (trades.profit !== undefined) return Float64Array.from(trades.profit)
  const { dayStartMs, equity, startCapital } = account
  return Float64Array.from(trades.netReturn, (net, row) => {
    const entryMs = trades.decisionMs[row]! + intervalMs
    const day = dayStartMs.findLastIndex((startMs) => startMs <= entryMs && entryMs < startMs + DAY_MS)
    return net * (day > 0 ? equity[day - 1]! : startCapital)
  })
}
