import type {
  ModelSelectShape,
  OptimizeShape,
  SpecificationShape,
} from '../../../core/contract/workbench/stageShapesModel.ts'
import { percentText, ratioText } from '../../ui/numberText.ts'

/** Everything that is kept of the learning of one fold. */
export type FoldStory = {
  readonly fold: number
  readonly label: string
  readonly scheme: string
  readonly selected: string
  readonly trainingRows: number
  readonly model: string
  readonly threshold: number | null
  readonly logLoss: number | null
  readonly areaUnderRoc: number | null
  readonly netReturnPerOffered: number | null
  readonly decision: 'adopted' | 'not adopted' | 'no model'
  readonly reason: string
}

/** As in the stage that decides (`optimize`): fewer events or a smaller t-statistic do not adopt. */
const ADOPTION_RULE = 'at least 30 nested validation events, a gain per event above zero and a HAC t above 1.645'

export const KIND_WORDS: Readonly<Record<SpecificationShape['kind'], string>> = {
  'logistic-regression': 'logistic regression',
  'gradient-boosting': 'boosting',
}

function modelText(optimize: OptimizeShape, fold: number): string {
  const model = optimize.plan.folds[fold] ?? null
  if (model === null) return 'none'
  const choice = optimize.choices[fold] ?? null
  return `${choice === null ? 'default' : `draw ${choice.draw}`}, ${KIND_WORDS[model.specification.kind]}`
}

export function selectedText(winner: ModelSelectShape['winners'][number] | undefined): string {
  if (winner === undefined || winner.choice === null) return 'none'
  const { setting, exit } = winner.choice
  return `${setting.detectorId}, exit ${exit.targetRanges}/${exit.stopRanges}/${exit.limitBars}`
}

function decisionOf(optimize: OptimizeShape, fold: number, isLast: boolean): Pick<FoldStory, 'decision' | 'reason'> {
  const refused = optimize.foldScores[fold]?.refused ?? null
  if (refused !== null) return { decision: 'no model', reason: refused }
  if (optimize.plan.folds[fold] === null)
    return { decision: 'no model', reason: 'No draw could be fitted in this fold.' }
  if (optimize.adoptedFolds[fold] === true) return { decision: 'adopted', reason: `Passed: ${ADOPTION_RULE}.` }
  if (optimize.choices[fold] === null)
    return { decision: 'not adopted', reason: 'Default training: the guards refused the search, every event is taken.' }
  if (fold === 0) {
    return {
      decision: 'not adopted',
      reason: 'No earlier fold has chosen a filter, so none could be tried on later validation events.',
    }
  }
  return { decision: 'not adopted', reason: isLast ? lastReason(optimize) : `Did not pass: ${ADOPTION_RULE}.` }
}

/** The last fold is judged on all nested events, and of these the numbers are kept. */
function lastReason({ nestedImprovement: { events, mean, t } }: OptimizeShape): string {
  if (events < 30) return `${events} nested validation events; 30 are asked for.`
  const change = percentText(mean, { digits: 3, signed: true })
  return `Change per event ${change} with t ${ratioText(t)}; asked for: above zero with t above 1.645.`
}

/** One story a fold, the last for the hold-out. `select` is null where its output is not kept. */
export function foldStories(optimize: OptimizeShape, select: ModelSelectShape | null): readonly FoldStory[] {
  const folds = optimize.foldScores.length
  return optimize.foldScores.map((score, fold) => {
    const model = optimize.plan.folds[fold] ?? null
    const isLast = fold === folds - 1
    return {
      fold,
      label: isLast ? 'Hold-out' : `Fold ${fold + 1}`,
      scheme: select?.winners[fold]?.scheme ?? 'n/a',
      selected: select === null ? 'n/a' : selectedText(select.winners[fold]),
      trainingRows: score.trainingRows,
      model: modelText(optimize, fold),
      threshold: model?.threshold ?? null,
      logLoss: score.logLoss,
      areaUnderRoc: score.areaUnderRoc,
      netReturnPerOffered: optimize.choices[fold]?.netReturnPerOffered ?? null,
      ...decisionOf(optimize, fold, isLast),
    }
  })
}
