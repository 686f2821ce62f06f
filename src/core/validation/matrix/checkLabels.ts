import type { MatrixCheck } from '../../contract/workbench/buildViews.ts'
import { countWords } from '../../time/countWords.ts'
import type { SummarisedMatrix } from './examinedMatrix.ts'
import { shareWords } from './figureWords.ts'
import { wholeFinding } from './findingOf.ts'

const RARE = 0.1

export function checkLabels({ matrix: { label } }: SummarisedMatrix): MatrixCheck {
  const rows = label.length
  const gains = label.filter((value) => value === 1).length
  const others = label.filter((value) => value === 0).length
  const odd = rows - gains - others
  const rarer = Math.min(gains, others)
  const share = rarer / Math.max(1, gains + others)
  return {
    id: 'labels',
    title: 'Balance of the labels',
    rule: `Error where a label is not 0 or 1, or all are the same; warning where fewer than ${RARE * 100} % are of the rarer kind.`,
    made: true,
    scope: `${countWords(gains, 'gain')}, ${countWords(others, 'loss', 'losses')}`,
    findings: [
      ...wholeFinding(odd > 0, 'odd-labels', 'error', {
        sentence: `${countWords(odd, 'row has', 'rows have')} a label that is neither 0 nor 1.`,
        advice: 'Build the matrix again: such a row cannot be learned from.',
      }),
      ...wholeFinding(gains + others > 0 && rarer === 0, 'one-class-labels', 'error', {
        sentence: `All labels are ${gains > 0 ? 1 : 0}, so there is nothing to tell apart.`,
        advice: 'Use a longer history, or barriers that both winners and losers reach.',
      }),
      ...wholeFinding(rarer > 0 && share < RARE, 'unbalanced-labels', 'warning', {
        sentence: `Only ${shareWords(share)} of the labels are ${gains < others ? 1 : 0}.`,
        advice: 'Judge a model by precision against the base rate, not by the share it gets right; weigh the classes.',
      }),
    ],
  }
}
