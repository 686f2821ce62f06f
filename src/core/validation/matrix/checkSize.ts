import type { MatrixCheck } from '../../contract/workbench/buildViews.ts'
import { countWords } from '../../time/countWords.ts'
import { effectiveCount } from '../uniqueness.ts'
import type { SummarisedMatrix } from './examinedMatrix.ts'
import { groupedCount } from './figureWords.ts'
import { wholeFinding } from './findingOf.ts'

const ROWS_A_COLUMN = 10

export function checkSize({ matrix: { timeMs, names, uniqueness } }: SummarisedMatrix): MatrixCheck {
  const rows = timeMs.length
  const effective = effectiveCount(uniqueness)
  const columns = countWords(names.length, 'column')
  return {
    id: 'size',
    title: 'Rows for the columns',
    rule: `Error with more columns than rows; note with fewer than ${ROWS_A_COLUMN} effective rows a column, a rule of thumb.`,
    made: true,
    scope: `${countWords(rows, 'row')}, ${columns}`,
    findings: [
      ...wholeFinding(names.length > rows, 'more-columns-than-rows', 'error', {
        sentence: `There are ${columns} for ${countWords(rows, 'row')}: anything can be fitted.`,
        advice: 'Use a longer history, events that are less rare, or fewer columns.',
      }),
      ...wholeFinding(names.length <= rows && effective < ROWS_A_COLUMN * names.length, 'few-rows', 'note', {
        sentence: `There are ${groupedCount(effective)} effective rows for ${columns}.`,
        advice: 'Strong penalties and few splits are in place here. Believe only what holds out of sample.',
      }),
    ],
  }
}
