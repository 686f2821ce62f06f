import type { MatrixCheck } from '../../contract/workbench/buildViews.ts'
import { countWords } from '../../time/countWords.ts'
import { wholeFinding } from './findingOf.ts'

/** Rows of which the target is known, among all. */
export function checkLabelled(rows: number, labelled: number): MatrixCheck {
  return {
    id: 'labelled',
    title: 'Rows with a target',
    rule: 'Error where no row has a target; note of how many have none yet. All other checks look at rows that have one.',
    made: true,
    scope: `${countWords(labelled, 'row')} of ${rows}`,
    findings: [
      ...wholeFinding(labelled === 0, 'empty-target', 'error', {
        sentence: 'No row has a target.',
        advice: 'Use a longer range: the target needs bars after its row.',
      }),
      ...wholeFinding(labelled > 0 && labelled < rows, 'rows-without-target', 'note', {
        sentence: `${countWords(rows - labelled, 'row has', 'rows have')} no target: what it asks for is not known there.`,
        advice: 'Nothing: they can be predicted, and are not learned from.',
      }),
    ],
  }
}
