import type { MatrixCheck } from '../../contract/workbench/buildViews.ts'
import { countWords } from '../../time/countWords.ts'
import type { SummarisedMatrix } from './examinedMatrix.ts'
import { findingOf } from './findingOf.ts'
import { isVarying } from './isVarying.ts'

export function checkConstant({ summaries }: SummarisedMatrix): MatrixCheck {
  const items = summaries.flatMap((summary) =>
    summary.count === 0 || isVarying(summary)
      ? []
      : [{ columns: [summary.name], value: summary.count, text: `always ${summary.min}` }],
  )
  return {
    id: 'constant',
    title: 'Constant columns',
    rule: 'Warning where all values of a column that are there are the same.',
    made: true,
    scope: countWords(summaries.length, 'column'),
    findings: findingOf('constant-columns', 'warning', items, {
      sentence: `${countWords(items.length, 'column never changes', 'columns never change')}: nothing can be learned there.`,
      advice: 'Leave the column out. It does no harm: scaling makes it 0 and trees cannot split it.',
    }),
  }
}
