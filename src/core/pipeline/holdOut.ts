import type { Beat } from '../job/beat.ts'
import { mean } from '../stats/mean.ts'
import { neweyWestMean } from '../stats/neweyWestMean.ts'
import type { Fold } from '../validation/walkForward.ts'
import type { Account, TradeTable } from './account.ts'
import type { FoldPlan } from './selection/foldPlan.ts'
import { foldsOf } from './selection/foldPlan.ts'
import { resolveSubject } from './subject/resolveSubject.ts'
import type { Subject } from './subject/subject.ts'
import { tradedAccount } from './trading/tradedAccount.ts'
import type { Workbench } from './workbench.ts'

export type HoldOutResult = {
  readonly events: number
  readonly netExpectancy: number | null
  /** One-sided p-value of the mean net return being above zero (HAC, one trade at a time: lag 0), before the count of openings. */
  readonly p: number | null
  readonly account: Account
  readonly trades: TradeTable
}

/**
 * The final choice on the sealed bars. `bench` holds all bars, `developmentBars` of them not sealed; the last fold of the plan froze the
 * choice (and the model, fitted on its training rows) without them.
 */
export function evaluateHoldOut(
  bench: Workbench,
  plan: FoldPlan,
  subject: Subject,
  developmentBars: number,
  beat: Beat,
): HoldOutResult {
  const bars = bench.columns.timeMs.length
  const last = subject.choices.length - 1
  const folds = foldsOf(plan, subject.schemeOfFold).map(
    (fold, index): Fold => (index === last ? { ...fold, test: { from: developmentBars, to: bars } } : fold),
  )
  const onlyLast: Subject = {
    ...subject,
    choices: subject.choices.map((choice, index) => (index === last ? choice : null)),
  }
  const choices = resolveSubject(bench, folds, onlyLast, beat)
  const { account, trades } = tradedAccount(bench, choices, developmentBars, bars)
  const net = Float64Array.from(trades.netReturn)
  const p = net.length >= 2 ? neweyWestMean(net, 0).pOneSidedPositive : Number.NaN
  return {
    events: net.length,
    netExpectancy: net.length > 0 ? mean(net) : null,
    p: Number.isFinite(p) ? p : null,
    account,
    trades,
  }
}
