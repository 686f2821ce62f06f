import { silentBeat } from '../../job/beat.ts'
import type { Account, TradeTable } from '../account.ts'
import { accountOf, tradeTable } from '../account.ts'
import type { FoldPlan, Scheme } from '../selection/foldPlan.ts'
import { SCHEMES } from '../selection/foldPlan.ts'
import type { StitchedTrades } from '../selection/stitchTrades.ts'
import { stitchTrades } from '../selection/stitchTrades.ts'
import type { Stage } from '../stage.ts'
import { once } from '../stage.ts'
import { resolveSubject } from '../subject/resolveSubject.ts'
import type { Subject } from '../subject/subject.ts'
import type { Workbench } from '../workbench.ts'
import type { SelectOutput } from './selectStage.ts'
import { subjectOf } from './selectStage.ts'

export type CurveResult = { readonly scheme: Scheme; readonly account: Account; readonly trades: TradeTable }
export type CapitalCurveOutput = { readonly chosen: CurveResult; readonly other: CurveResult }

/** First test bar and the end of the development data. */
export function testSpan(plan: FoldPlan, scheme: Scheme): { readonly from: number; readonly to: number } {
  return { from: plan[scheme][0]!.test.from, to: plan[scheme].at(-2)!.test.to }
}

/** The stitched tests of the folds before the hold-out's. */
export function stitchedTests(
  bench: Workbench,
  plan: FoldPlan,
  subject: Subject,
  options: { readonly costTimes?: number; readonly delayBars?: number } = {},
): StitchedTrades {
  const folds = plan[subject.scheme].slice(0, -1)
  return stitchTrades(bench, resolveSubject(bench, folds, subject, silentBeat), 'test', options)
}

export function curveOf(bench: Workbench, plan: FoldPlan, subject: Subject): CurveResult {
  const stitched = stitchedTests(bench, plan, subject)
  const { from, to } = testSpan(plan, subject.scheme)
  return {
    scheme: subject.scheme,
    account: accountOf(bench, stitched.trades, from, to),
    trades: tradeTable(bench, stitched),
  }
}

/** Out-of-sample equity of the frozen choices, from the start capital; both schemes, the chosen one first. */
export const capitalCurveStage: Stage<
  { readonly select: SelectOutput },
  { readonly subject: Subject },
  CurveResult,
  CapitalCurveOutput
> = {
  name: 'capital-curve',
  title: 'Capital curve',
  needs: ['select'],
  weight: 1,
  plan: ({ outputs }, results) =>
    once(results, () => {
      const { chosen } = outputs.select
      const other = SCHEMES.find((scheme) => scheme !== chosen)!
      return [chosen, other].map((scheme) => ({ subject: subjectOf(outputs.select, scheme) }))
    }),
  runUnit: (bench, plan, unit) => curveOf(bench, plan, unit.subject),
  combine: (_input, results) => ({ chosen: results[0]!, other: results[1]! }),
}
