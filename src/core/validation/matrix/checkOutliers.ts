import type { FindingItem, MatrixCheck } from '../../contract/workbench/buildViews.ts'
import { medianAbsoluteDeviation } from '../../stats/medianAbsoluteDeviation.ts'
import { countWords } from '../../time/countWords.ts'
import type { SummarisedMatrix } from './examinedMatrix.ts'
import { shareWords } from './figureWords.ts'
import { findingOf } from './findingOf.ts'

const FAR = 8
/** More than this share of a column beyond `FAR` is no accident. */
const MANY = 0.01

/** Yields after each column. */
export function* checkOutliers({ matrix, summaries }: SummarisedMatrix): Generator<void, MatrixCheck> {
  const items: FindingItem[] = []
  let judged = 0
  for (const [column, { name, median, count }] of summaries.entries()) {
    const finite = matrix.columns[column]!.filter(Number.isFinite)
    const scale = medianAbsoluteDeviation(finite, true)
    yield
    if (median === null || !(scale > 0)) continue
    judged++
    let far = 0
    let farthest = 0
    for (const value of finite) {
      const z = (value - median) / scale
      if (Math.abs(z) > FAR) far++
      if (Math.abs(z) > Math.abs(farthest)) farthest = z
    }
    if (far === 0) continue
    const text = `${countWords(far, 'value')}, ${shareWords(far / count)}; the farthest ${farthest.toFixed(1).replace('-', '−')}`
    items.push({ columns: [name], value: far / count, text })
  }
  const many = items.filter(({ value }) => value > MANY)
  const few = items.filter(({ value }) => value <= MANY)
  const rest = summaries.length - judged
  const unjudged =
    rest === 0 ? '' : `; ${countWords(rest, 'column')} without a typical deviation (half of the values equal)`
  return {
    id: 'outliers',
    title: 'Outliers',
    rule: `Robust z = (x − median) / (1.4826 × median absolute deviation). Note where |z| is above ${FAR}, warning in a column with more than ${MANY * 100} % of such values.`,
    made: true,
    scope: `${countWords(judged, 'column')}${unjudged}`,
    findings: [
      ...findingOf('many-outliers', 'warning', many, {
        sentence: `${countWords(many.length, 'column has', 'columns have')} far values in more than ${MANY * 100} % of the rows.`,
        advice: 'Look at the distribution: a logarithm or a rank may say the same with less weight on a few rows.',
      }),
      ...findingOf('outliers', 'note', few, {
        sentence: `${countWords(few.length, 'column has', 'columns have')} single values far from all others.`,
        advice: 'See whether they come from faulty bars. Trees do not mind them; linear models may follow them.',
      }),
    ],
  }
}
