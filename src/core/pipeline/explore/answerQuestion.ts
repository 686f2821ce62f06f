import type { EventsView, EventView, TradeView } from '../../contract/workbench/exploreViews.ts'
import type { Beat } from '../../job/beat.ts'
import { assertNever, type Outcome } from '../../outcome/outcome.ts'
import type { FoldPlan } from '../selection/foldPlan.ts'
import type { Workbench } from '../workbench.ts'
import { eventsView } from './eventsView.ts'
import { eventView } from './eventView.ts'
import type { ExploreQuestion } from './exploreQuestion.ts'
import { tradeView } from './tradeView.ts'

/** The answer to each kind of question. Legs are named by their role (`primary`, `secondary`) where the contract says symbol. */
export type ExploreAnswers = { readonly events: EventsView; readonly event: EventView; readonly trade: TradeView }

/** Errors: `unknown-detector`, `no-such-event`, `no-such-trade`. */
export function answerQuestion(
  bench: Workbench,
  plan: FoldPlan,
  question: ExploreQuestion,
  beat: Beat,
): Outcome<ExploreAnswers[ExploreQuestion['kind']]> {
  switch (question.kind) {
    case 'events':
      return eventsView(bench, question.detector)
    case 'event':
      return eventView(bench, question, beat)
    case 'trade':
      return tradeView(bench, plan, question.subject, question.row, beat)
    default:
      return assertNever(question)
  }
}
