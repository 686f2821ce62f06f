import type { MatrixCheck } from '../../contract/workbench/buildViews.ts'
import { countWords } from '../../time/countWords.ts'
import type { SummarisedMatrix } from './examinedMatrix.ts'
import { shareWords } from './figureWords.ts'
import { findingOf } from './findingOf.ts'

/** A column that lacks at least this share of its values is a warning, below it a note. */
const MANY = 0.05

export function checkMissing({ matrix, summaries }: SummarisedMatrix): MatrixCheck {
  const rows = matrix.timeMs.length
  const share = (missing: number) => (rows === 0 ? 0 : missing / rows)
  const items = (from: number, below: number) =>
    summaries
      .filter(({ missing }) => share(missing) >= from && share(missing) < below && missing > 0)
      .map(({ name, missing }) => ({
        columns: [name],
        value: share(missing),
        text: `${shareWords(share(missing))} missing, ${countWords(missing, 'row')}`,
      }))
  const empty = items(1, Number.POSITIVE_INFINITY)
  const many = items(MANY, 1)
  const few = items(0, MANY)
  const infinite = summaries
    .filter((summary) => summary.infinite > 0)
    .map(({ name, infinite: count }) => ({
      columns: [name],
      value: count,
      text: `infinite in ${countWords(count, 'row')}`,
    }))
  return {
    id: 'missing',
    title: 'Missing and infinite values',
    rule: `Note where a value is missing, warning from ${MANY * 100} % of a column on, error where a column has none or holds infinity.`,
    made: true,
    scope: countWords(summaries.length, 'column'),
    findings: [
      ...findingOf('infinite-values', 'error', infinite, {
        sentence: `${countWords(infinite.length, 'column holds', 'columns hold')} infinite values.`,
        advice: 'Mend the definition: a division by zero must give a missing value.',
      }),
      ...findingOf('empty-columns', 'error', empty, {
        sentence: `${countWords(empty.length, 'column has', 'columns have')} no value at all.`,
        advice: 'Leave the column out, or give it the history and the data that it needs.',
      }),
      ...findingOf('many-missing-values', 'warning', many, {
        sentence: `${countWords(many.length, 'column lacks', 'columns lack')} at least ${MANY * 100} % of the values.`,
        advice:
          'See whether the values are missing at certain times only: then the column tells the time, not the market.',
      }),
      ...findingOf('missing-values', 'note', few, {
        sentence: `${countWords(few.length, 'column lacks', 'columns lack')} some values.`,
        advice: 'Nothing, where these are the rows before a warm-up or at gaps of the data. Nothing is filled in.',
      }),
    ],
  }
}
