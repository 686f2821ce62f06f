import type { MatrixCheck } from '../../contract/workbench/buildViews.ts'
import { countWords } from '../../time/countWords.ts'
import type { TargetProbe } from './buildProbes.ts'
import { wholeFinding } from './findingOf.ts'

/** Where nearly no label moves with what comes after its row, the label is of the past. A few stay by chance: a direction has two values. */
const MOST_UNMOVED = 0.95
/** Labels of which more are alike (a class under a fifth) stay too often by chance to be judged by that. */
const MOST_ALIKE = 0.7

export function checkTargetAlignment({
  compared,
  knownEarly,
  unmoved,
  movedLate,
  stayByChance,
}: TargetProbe): MatrixCheck {
  const canJudge = stayByChance <= MOST_ALIKE
  const isPast = canJudge && compared > 0 && knownEarly === 0 && unmoved > MOST_UNMOVED * compared
  return {
    id: 'target-alignment',
    title: 'The target lies ahead',
    rule: `Labels are made again from the bars up to their row's own (error where one is there), with other bars after it (error where more than ${MOST_UNMOVED * 100} % stay the same), and without the bars after the end that they state (error where one changes).`,
    made: compared > 0,
    scope: `${countWords(compared, 'label')}${canJudge ? '' : '; too many are alike to tell labels of the past by what stays'}`,
    findings: [
      ...wholeFinding(knownEarly > 0, 'target-known-early', 'error', {
        sentence: `${countWords(knownEarly, 'label is', 'labels are')} known from the bars up to the row's own: there is nothing to foretell.`,
        advice: 'Learn nothing from this matrix. A target has to begin after the close at which its row is decided.',
      }),
      ...wholeFinding(isPast, 'target-from-the-past', 'error', {
        sentence: 'The labels do not change with the bars that follow their rows: they tell of the past.',
        advice: 'Learn nothing from this matrix. A target has to begin after the close at which its row is decided.',
      }),
      ...wholeFinding(movedLate > 0, 'label-end-too-early', 'error', {
        sentence: `${countWords(movedLate, 'label changes', 'labels change')} with bars after the end that ${movedLate === 1 ? 'it states' : 'they state'}.`,
        advice: 'Learn nothing from this matrix: folds are purged by these ends, so tests would leak into training.',
      }),
    ],
  }
}
