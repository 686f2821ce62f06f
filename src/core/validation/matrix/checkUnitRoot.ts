import type { FindingItem, MatrixCheck } from '../../contract/workbench/buildViews.ts'
import { countWords } from '../../time/countWords.ts'
import { augmentedDickeyFuller } from './augmentedDickeyFuller.ts'
import type { SummarisedMatrix } from './examinedMatrix.ts'
import { findingOf } from './findingOf.ts'
import { isVarying } from './isVarying.ts'

const MOST_VALUES = 5_000
const MOST_SERIES = 5
const DOUBTFUL = 0.1

/** Within single instruments (the first key): one below the other they would be no series. Yields after each column. */
export function* checkUnitRoot({ matrix, summaries }: SummarisedMatrix): Generator<void, MatrixCheck> {
  const series = rowsByKey(matrix.keys[0]?.values ?? new Float64Array(matrix.timeMs.length)).slice(0, MOST_SERIES)
  const items: FindingItem[] = []
  let judged = 0
  for (const [column, summary] of summaries.entries()) {
    yield
    if (!isVarying(summary)) continue
    const found = series.flatMap((rows) => {
      const test = augmentedDickeyFuller(lastRun(matrix.columns[column]!, rows))
      return test === null ? [] : [test]
    })
    if (found.length === 0) continue
    judged++
    const worst = found.reduce((most, test) => (test.pValue > most.pValue ? test : most))
    if (worst.pValue < DOUBTFUL) continue
    const text = `p ${worst.pValue.toFixed(2)}, statistic ${worst.statistic.toFixed(2).replace('-', '−')}, ${worst.lags} lags`
    items.push({ columns: [summary.name], value: worst.pValue, text })
  }
  return {
    id: 'unit-root',
    title: 'Stationary (a hint)',
    rule: `Note where the augmented Dickey-Fuller test (with a constant, floor((n - 1)^(1/3)) lags, the last ${countWords(MOST_VALUES, 'value')} of at most ${MOST_SERIES} instruments) does not speak against a unit root: p of at least ${DOUBTFUL} (MacKinnon 1994), the worst instrument counts.`,
    made: true,
    scope: `${countWords(judged, 'column')}, ${countWords(series.length, 'instrument')}`,
    findings: findingOf('unit-root', 'note', items, {
      sentence: `${countWords(items.length, 'column wanders', 'columns wander')} like a price: values of the past may not come again.`,
      advice: 'Prefer returns, ratios or the column against its own recent past; trees cannot go beyond what they saw.',
    }),
  }
}

function rowsByKey(keys: Float64Array): readonly Int32Array[] {
  const rows = new Map<number, number[]>()
  keys.forEach((key, row) => {
    const known = rows.get(key)
    if (known === undefined) rows.set(key, [row])
    else known.push(row)
  })
  return [...rows].sort(([a], [b]) => a - b).map(([, list]) => Int32Array.from(list))
}

/** The newest values that follow each other without a missing one; the longest such run where that is short. */
function lastRun(values: Float64Array, rows: Int32Array): Float64Array {
  let best = { from: 0, to: 0 }
  for (let to = rows.length; to > 0 && best.to - best.from < MOST_VALUES; ) {
    if (!Number.isFinite(values[rows[to - 1]!]!)) {
      to--
      continue
    }
    let from = to - 1
    while (from > 0 && Number.isFinite(values[rows[from - 1]!]!)) from--
    if (to - from > best.to - best.from) best = { from, to }
    to = from
  }
  const run = Float64Array.from(rows.subarray(best.from, best.to), (row) => values[row]!)
  return run.subarray(Math.max(0, run.length - MOST_VALUES))
}
