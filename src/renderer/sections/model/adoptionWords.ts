import type { OptimizeShape } from '../../../core/contract/workbench/stageShapesModel.ts'
import { percentText, ratioText } from '../../ui/numberText.ts'

export type AdoptionWords = {
  readonly title: string
  readonly text: string
  readonly tone: 'adopted' | 'not-adopted' | 'no-model'
}

/** What came of the learning, in two sentences: whether a model trades, and on what that rests. */
export function adoptionWords(optimize: OptimizeShape): AdoptionWords {
  const { note, adopted, adoptedFolds, plan, patternAid } = optimize
  const folds = adoptedFolds.length
  const aid = patternAid.requested ? ` Pattern features: ${patternAid.reason}` : ''
  if (plan.folds.every((model) => model === null)) {
    const reasons = [...new Set(optimize.foldScores.flatMap(({ refused }) => (refused === null ? [] : [refused])))]
    return { title: 'No model was trained', text: `${reasons.join(' ')} ${note}${aid}`.trim(), tone: 'no-model' }
  }
  if (!adopted) {
    return {
      title: 'No model trades: every event of the selection is taken',
      text: `${note} ${nestedText(optimize)} In none of the ${folds} folds did the gain pass: the models below were trained and judged, and left out.${aid}`,
      tone: 'not-adopted',
    }
  }
  const count = adoptedFolds.filter((taken) => taken).length
  return {
    title: `Models trade in ${count} of ${folds} folds`,
    text: `${note} ${nestedText(optimize)}${aid}`,
    tone: 'adopted',
  }
}

function nestedText({ nestedImprovement: { events, mean, t } }: OptimizeShape): string {
  if (mean === null) return `${events} validation events had no part in a choice: too few to judge a filter.`
  const change = percentText(mean, { digits: 3, signed: true })
  const strength = t === null ? '' : ` (t ${ratioText(t)})`
  return `On ${events} validation events that had no part in the choice, filtering changed the net return of an event by ${change}${strength}.`
}
