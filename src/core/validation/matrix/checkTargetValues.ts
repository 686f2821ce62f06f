import type { MatrixCheck } from '../../contract/workbench/buildViews.ts'
import { countWords } from '../../time/countWords.ts'
import type { SummarisedMatrix } from './examinedMatrix.ts'
import { shareWords } from './figureWords.ts'
import { wholeFinding } from './findingOf.ts'

const FEW_VALUES = 10
const OFTEN = 0.5

/** A target that is a number: whether it is there, finite, and differs. */
export function checkTargetValues({ matrix: { label } }: SummarisedMatrix): MatrixCheck {
  const finite = label.filter(Number.isFinite)
  const counts = new Map<number, number>()
  for (const value of finite) counts.set(value, (counts.get(value) ?? 0) + 1)
  const most = [...counts.values()].reduce((largest, count) => Math.max(largest, count), 0)
  const share = most / Math.max(1, finite.length)
  const different = countWords(counts.size, 'different value')
  const isOne = counts.size === 1
  return {
    id: 'labels',
    title: 'Values of the target',
    rule: `Error where a value is not finite or all are the same; warning where there are fewer than ${FEW_VALUES} different ones, or one of them in more than ${OFTEN * 100} % of the rows.`,
    made: label.length > 0,
    scope: `${countWords(finite.length, 'row')}, ${different}`,
    findings: [
      ...wholeFinding(finite.length < label.length, 'odd-labels', 'error', {
        sentence: `${countWords(label.length - finite.length, 'row has', 'rows have')} a target that is not finite.`,
        advice: 'Look at the prices of those bars: a price of 0 gives no return.',
      }),
      ...wholeFinding(isOne, 'constant-target', 'error', {
        sentence: 'The target is the same in every row, so there is nothing to foretell.',
        advice: 'Use a longer history, or another target.',
      }),
      ...wholeFinding(
        !isOne && finite.length > 0 && (counts.size < FEW_VALUES || share > OFTEN),
        'few-target-values',
        'warning',
        {
          sentence: `The target has ${different}; the most frequent one stands in ${shareWords(share)} of the rows.`,
          advice: 'See whether the instrument trades at all bars; a target of two values is a classification.',
        },
      ),
    ],
  }
}
