import type { MatrixCheck } from '../../contract/workbench/buildViews.ts'
import { mean } from '../../stats/mean.ts'
import { countWords } from '../../time/countWords.ts'
import { effectiveCount } from '../uniqueness.ts'
import type { SummarisedMatrix } from './examinedMatrix.ts'
import { groupedCount, shareWords } from './figureWords.ts'
import { wholeFinding } from './findingOf.ts'

const SOME = 0.75
const HEAVY = 0.25

/** How much the labels tell that others do not tell already. */
export function checkLabelOverlap({ matrix: { timeMs, labelEndMs, uniqueness } }: SummarisedMatrix): MatrixCheck {
  const rows = timeMs.length
  const wrong = labelEndMs.filter((end, row) => !(end >= timeMs[row]!)).length
  const odd = uniqueness.filter((value) => !(value > 0 && value <= 1)).length
  const running = labelEndMs.filter((end, row) => row + 1 < rows && end >= timeMs[row + 1]!).length
  const average = mean(uniqueness)
  const isKnown = rows > 0 && odd === 0
  const words = {
    sentence: `Labels overlap: ${countWords(rows, 'row')} tell as much as ${groupedCount(effectiveCount(uniqueness))} that stand alone (average uniqueness ${average.toFixed(2)}); ${shareWords(running / Math.max(1, rows - 1))} still run when the next row is decided.`,
    advice:
      'Read every count of rows as the effective one. Models weigh rows by uniqueness, and folds are purged by label end.',
  }
  return {
    id: 'label-overlap',
    title: 'Overlap of the labels',
    rule: `Average uniqueness of the labels (1: none overlaps). Note below ${SOME}, warning below ${HEAVY}; error where a label ends before its row is decided.`,
    made: isKnown,
    scope: isKnown ? `average uniqueness ${average.toFixed(2)}` : 'the uniqueness of the labels is not known',
    findings: [
      ...wholeFinding(wrong > 0, 'labels-end-early', 'error', {
        sentence: `${countWords(wrong, 'label ends', 'labels end')} before the row is decided, or at no time.`,
        advice: 'Build the matrix again: folds cannot be purged by such ends.',
      }),
      ...wholeFinding(odd > 0, 'odd-uniqueness', 'error', {
        sentence: `${countWords(odd, 'row has', 'rows have')} a uniqueness that is not above 0 and at most 1.`,
        advice: 'Build the matrix again: rows are weighed by it.',
      }),
      ...wholeFinding(isKnown && average < HEAVY, 'heavy-label-overlap', 'warning', words),
      ...wholeFinding(isKnown && average >= HEAVY && average < SOME, 'label-overlap', 'note', words),
    ],
  }
}
