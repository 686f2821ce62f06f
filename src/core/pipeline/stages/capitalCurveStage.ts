import type { Beat } from '../../job/beat.ts'
import { silentBeat } from '../../job/beat.ts'
import type { FoldPlan } from '../selection/foldPlan.ts'
import { foldsOf, SCHEMES } from '../selection/foldPlan.ts'
import type { FoldChoice } from '../selection/stitchTrades.ts'
import type { Stage } from '../stage.ts'
import { once } from '../stage.ts'
import { resolveSubject } from '../subject/resolveSubject.ts'
import type { Subject } from '../subject/subject.ts'
import type { TradedAccount, TradedOptions } from '../trading/tradedAccount.ts'
import { tradedAccount } from '../trading/tradedAccount.ts'
import type { Workbench } from '../workbench.ts'
import type { SelectOutput } from './selectStage.ts'
import { subjectOf } from './selectStage.ts'

export type CurveResult = TradedAccount

/** `chosen` is judged; one scheme kept through all folds is shown beside it. */
export type CapitalCurveOutput = {
  readonly chosen: CurveResult
  readonly anchored: CurveResult
  readonly rolling: CurveResult
}

/** First test bar and the end of the development data. */
export function testSpan(plan: FoldPlan): { readonly from: number; readonly to: number } {
  return { from: plan.anchored[0]!.test.from, to: plan.anchored.at(-2)!.test.to }
}

/** What is traded in the tests of the folds before the hold-out's. */
export function testedChoices(bench: Workbench, plan: FoldPlan, subject: Subject, beat: Beat): readonly FoldChoice[] {
  return resolveSubject(bench, foldsOf(plan, subject.schemeOfFold).slice(0, -1), subject, beat)
}

/** The stitched tests of the folds before the hold-out's: one account that trades each fold's choice in its own test. */
export function curveOf(bench: Workbench, plan: FoldPlan, subject: Subject, options: TradedOptions = {}): CurveResult {
  const { from, to } = testSpan(plan)
  return tradedAccount(bench, testedChoices(bench, plan, subject, silentBeat), from, to, options)
}

/** Out-of-sample equity of the frozen choices, from the start capital; and of each scheme alone. */
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
    once(results, () => [
      { subject: subjectOf(outputs.select) },
      ...SCHEMES.map((scheme) => ({ subject: subjectOf(outputs.select, scheme) })),
    ]),
  runUnit: (bench, plan, unit) => curveOf(bench, plan, unit.subject),
  combine: (_input, results) => ({ chosen: results[0]!, anchored: results[1]!, rolling: results[2]! }),
}
