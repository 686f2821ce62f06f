import type { FindingItem, MatrixCheck } from '../../contract/workbench/buildViews.ts'
import { countWords } from '../../time/countWords.ts'
import type { SummarisedMatrix } from './examinedMatrix.ts'
import { findingOf } from './findingOf.ts'
import { meanShift } from './meanShift.ts'

const LARGE_SHIFT = 0.5
const LARGE_T = 4

/** Yields after each column. */
export function* checkMeanShift({ matrix, summaries }: SummarisedMatrix): Generator<void, MatrixCheck> {
  const items: FindingItem[] = []
  let judged = 0
  for (const [column, { name, deviation }] of summaries.entries()) {
    const found = meanShift(matrix.columns[column]!, deviation ?? 0)
    yield
    if (found === null) continue
    judged++
    const { shift, t } = found
    if (Math.abs(shift) < LARGE_SHIFT || Math.abs(t) < LARGE_T) continue
    const signed = (value: number, digits: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`
    items.push({ columns: [name], value: shift, text: `${signed(shift, 2)} deviations, t ${signed(t, 1)}` })
  }
  const rest = summaries.length - judged
  const unjudged =
    rest === 0 ? '' : `; ${countWords(rest, 'column')} with fewer than 30 values or none that differ in a half`
  return {
    id: 'mean-shift',
    title: 'Steady over time (a hint)',
    rule: `Note where the mean of the later half of the rows lies at least ${LARGE_SHIFT} standard deviations from that of the earlier half, with |t| of at least ${LARGE_T} (Newey-West). A hint, no test of stationarity: a walk that comes back is not seen.`,
    made: true,
    scope: `${countWords(judged, 'column')}${unjudged}`,
    findings: findingOf('mean-shift', 'note', items, {
      sentence: `${countWords(items.length, 'column has', 'columns have')} another level in the later half than in the earlier.`,
      advice: 'A threshold learned early may mean something else later. Prefer the column against its own recent past.',
    }),
  }
}
