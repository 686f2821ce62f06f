import { canonicalJson } from '../../contract/canonicalJson.ts'
import type { TradeView } from '../../contract/workbench/exploreViews.ts'
import type { Beat } from '../../job/beat.ts'
import { failure, type Outcome, success } from '../../outcome/outcome.ts'
import type { FoldPlan } from '../selection/foldPlan.ts'
import type { FoldChoice } from '../selection/stitchTrades.ts'
import { testedChoices, testSpan } from '../stages/capitalCurveStage.ts'
import { exitChangeWords, FILTER_WORDS, type Subject } from '../subject/subject.ts'
import type { TradePlan } from '../trading/planTrades.ts'
import { planTrades } from '../trading/planTrades.ts'
import type { PlayedTrade } from '../trading/playedTrades.ts'
import { playedTrades } from '../trading/playedTrades.ts'
import { playTrades } from '../trading/playTrades.ts'
import type { Workbench } from '../workbench.ts'
import { describeEvent } from './eventView.ts'
import { playedEvent } from './playedEvent.ts'

/** A curve's trades, made again as the run made them. */
type TradedSubject = {
  readonly choices: readonly FoldChoice[]
  readonly plan: TradePlan
  readonly played: readonly PlayedTrade[]
}

/** The curve that was looked at last: its trades are looked at one after the other, and its models need not be fitted for each. */
const lastTraded = new WeakMap<Workbench, { readonly key: string; readonly traded: TradedSubject }>()

function tradedSubject(bench: Workbench, folds: FoldPlan, subject: Subject, beat: Beat): TradedSubject {
  const key = canonicalJson(subject)
  const known = lastTraded.get(bench)
  if (known?.key === key) return known.traded
  const choices = testedChoices(bench, folds, subject, beat)
  const plan = planTrades(bench, choices, 'one')
  const played = playedTrades(playTrades(bench, plan, plan.trades, testSpan(folds).from), plan.trades)
  const traded = { choices, plan, played }
  lastTraded.set(bench, { key, traded })
  return traded
}

/** The trade in that row of a subject's stitched tests. Error: `no-such-trade`. */
export function tradeView(
  bench: Workbench,
  plan: FoldPlan,
  subject: Subject,
  row: number,
  beat: Beat,
): Outcome<TradeView> {
  const { choices, plan: planned, played } = tradedSubject(bench, plan, subject, beat)
  const trade = played[row]
  if (trade === undefined)
    return failure(
      'no-such-trade',
      `This curve has ${played.length} trades; there is none in row ${row}.`,
      'Choose a trade from the table again.',
    )
  const { trades, foldOfTrade } = planned.candidates
  const fold = foldOfTrade[trade.at]!
  const { choice, probability } = choices[fold]!
  if (choice === null) throw new Error(`Fold ${fold} has trades and no choice`)
  const event = trades.eventRow[trade.at]!
  const { notional, profit, equityBefore } = trade
  const model = subject.learning?.folds[fold]
  return success({
    event: playedEvent(bench, describeEvent(bench, { choice, row: event }, beat), choice.exit, planned, trade),
    fold,
    scheme: subject.schemeOfFold[fold]!,
    filter: FILTER_WORDS[subject.filter],
    exitChange: exitChangeWords(subject.exitTimes),
    weight: notional / equityBefore,
    equityBefore,
    notional,
    profit,
    netReturn: profit / equityBefore,
    model:
      model && probability
        ? { kind: model.specification.kind, probability: probability[event]!, threshold: model.threshold }
        : null,
  })
}
