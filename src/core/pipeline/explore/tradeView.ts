import { simulateAccount } from '../../backtest/simulateAccount.ts'
import { canonicalJson } from '../../contract/canonicalJson.ts'
import type { TradeView } from '../../contract/workbench/exploreViews.ts'
import type { Beat } from '../../job/beat.ts'
import { failure, type Outcome, success } from '../../outcome/outcome.ts'
import type { FoldPlan } from '../selection/foldPlan.ts'
import type { FoldChoice, StitchedTrades } from '../selection/stitchTrades.ts'
import { stitchTrades } from '../selection/stitchTrades.ts'
import { testedChoices } from '../stages/capitalCurveStage.ts'
import { exitChangeWords, FILTER_WORDS, type Subject } from '../subject/subject.ts'
import type { Workbench } from '../workbench.ts'
import { describeEvent } from './eventView.ts'

/** A curve's trades, made again as the run made them. `equity` as `simulateAccount` gives it. */
type TradedSubject = {
  readonly choices: readonly FoldChoice[]
  readonly stitched: StitchedTrades
  readonly equity: Float64Array
}

/** The curve that was looked at last: its trades are looked at one after the other, and its models need not be fitted for each. */
const lastTraded = new WeakMap<Workbench, { readonly key: string; readonly traded: TradedSubject }>()

function tradedSubject(bench: Workbench, plan: FoldPlan, subject: Subject, beat: Beat): TradedSubject {
  const key = canonicalJson(subject)
  const known = lastTraded.get(bench)
  if (known?.key === key) return known.traded
  const choices = testedChoices(bench, plan, subject, beat)
  const stitched = stitchTrades(bench, choices, 'test')
  const { columns, clock, config } = bench
  const equity = simulateAccount(columns, clock, stitched.trades, bench.terms(1), config.startCapital)
  const traded = { choices, stitched, equity }
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
  const { choices, stitched, equity } = tradedSubject(bench, plan, subject, beat)
  const { trades, foldOfTrade } = stitched
  if (row >= trades.count)
    return failure(
      'no-such-trade',
      `This curve has ${trades.count} trades; there is none in row ${row}.`,
      'Choose a trade from the table again.',
    )
  const fold = foldOfTrade[row]!
  const { choice, probability } = choices[fold]!
  if (choice === null) throw new Error(`Fold ${fold} has trades and no choice`)
  const event = trades.eventRow[row]!
  const equityBefore = equity[bench.clock.dayOfBar[trades.decisionBar[row]! + 1]!]!
  const weight = trades.weight[row]!
  const netReturn = trades.netReturn[row]!
  const model = subject.learning?.folds[fold]
  return success({
    event: describeEvent(bench, { choice, row: event }, beat),
    fold,
    scheme: subject.schemeOfFold[fold]!,
    filter: FILTER_WORDS[subject.filter],
    exitChange: exitChangeWords(subject.exitTimes),
    weight,
    equityBefore,
    notional: weight * equityBefore,
    profit: netReturn * equityBefore,
    netReturn,
    model:
      model && probability
        ? { kind: model.specification.kind, probability: probability[event]!, threshold: model.threshold }
        : null,
  })
}
