import type { FindingItem, MatrixCheck } from '../../contract/workbench/buildViews.ts'
import { countWords } from '../../time/countWords.ts'
import type { SummarisedMatrix } from './examinedMatrix.ts'
import { findingOf } from './findingOf.ts'

const NEAR = 0.99

/** A column that is the answer. */
export function checkTargetCopies({ matrix, summaries }: SummarisedMatrix): MatrixCheck {
  const copies: FindingItem[] = []
  const near: FindingItem[] = []
  for (const [column, { name, labelCorrelation }] of summaries.entries()) {
    const item = (text: string) => ({ columns: [name], value: labelCorrelation ?? 1, text })
    if (isSame(matrix.columns[column]!, matrix.label)) copies.push(item('the values of the target'))
    else if (labelCorrelation !== null && Math.abs(labelCorrelation) > NEAR)
      near.push(item(`r = ${labelCorrelation.toFixed(4).replace('-', '−')}`))
  }
  return {
    id: 'target-copies',
    title: 'Columns that are the target',
    rule: `Error where a column has the values of the target, or a correlation of more than ${NEAR} with it.`,
    made: true,
    scope: countWords(summaries.length, 'column'),
    findings: [
      ...findingOf('feature-is-target', 'error', copies, {
        sentence: `${countWords(copies.length, 'column holds', 'columns hold')} the target itself.`,
        advice: 'Leave the column out: what is to be foretold stands in it.',
      }),
      ...findingOf('feature-near-target', 'error', near, {
        sentence: `${countWords(near.length, 'column says', 'columns say')} nearly the same as the target.`,
        advice: 'No honest feature foretells so well: see what the column reads, and leave it out.',
      }),
    ],
  }
}

function isSame(values: Float64Array, label: Float64Array): boolean {
  let known = 0
  for (let row = 0; row < label.length; row++) {
    if (!Number.isFinite(values[row]!)) continue
    if (values[row]! !== label[row]!) return false
    known++
  }
  return known > 1
}
