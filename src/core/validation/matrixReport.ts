import type { ColumnSummary, MatrixCheck, MatrixReport } from '../contract/workbench/buildViews.ts'
import { checkConstant } from './matrix/checkConstant.ts'
import { checkCorrelated } from './matrix/checkCorrelated.ts'
import { checkDuplicateColumns } from './matrix/checkDuplicateColumns.ts'
import { checkLabelOverlap } from './matrix/checkLabelOverlap.ts'
import { checkLabels } from './matrix/checkLabels.ts'
import { checkLookAhead } from './matrix/checkLookAhead.ts'
import { checkMeanShift } from './matrix/checkMeanShift.ts'
import { checkMissing } from './matrix/checkMissing.ts'
import { checkOutliers } from './matrix/checkOutliers.ts'
import { checkRowKeys } from './matrix/checkRowKeys.ts'
import { checkRowOrder } from './matrix/checkRowOrder.ts'
import { checkSize } from './matrix/checkSize.ts'
import { correlateColumns } from './matrix/correlateColumns.ts'
import { correlationMap } from './matrix/correlationMap.ts'
import { duplicateGroups } from './matrix/duplicateGroups.ts'
import type { ExaminedMatrix, SummarisedMatrix } from './matrix/examinedMatrix.ts'
import { summariseColumn } from './matrix/summariseColumn.ts'

type RowCheck = (summarised: SummarisedMatrix) => MatrixCheck
type LongCheck = (summarised: SummarisedMatrix) => Generator<void, MatrixCheck>

const ROW_CHECKS: readonly RowCheck[] = [
  checkLookAhead,
  checkRowOrder,
  checkRowKeys,
  checkLabels,
  checkLabelOverlap,
  checkSize,
]

/**
 * Everything that can be said of a matrix before anything is learned from it: findings of each check, a summary of each column, and how
 * the columns hang together. Long work: yields after each column, so that whoever drives it can let others in.
 * `checkRows` come first; those of a run where not given. `more` come last. Throws on columns of different length: that is a bug.
 */
export function* matrixReport(
  matrix: ExaminedMatrix,
  checkRows: readonly RowCheck[] = ROW_CHECKS,
  more: readonly LongCheck[] = [],
): Generator<void, MatrixReport> {
  checkLengths(matrix)
  const summaries: ColumnSummary[] = []
  for (const [column, name] of matrix.names.entries()) {
    summaries.push(summariseColumn(name, matrix.columns[column]!, matrix.label))
    yield
  }
  const summarised = { matrix, summaries }
  const duplicates = duplicateGroups(summarised)
  yield
  const correlations = yield* correlateColumns(summarised)
  const added: MatrixCheck[] = []
  for (const check of more) added.push(yield* check(summarised))
  return {
    rows: matrix.timeMs.length,
    firstMs: edge(matrix.timeMs, Math.min),
    lastMs: edge(matrix.timeMs, Math.max),
    checks: [
      ...(yield* rowChecks(summarised, checkRows)),
      checkMissing(summarised),
      checkConstant(summarised),
      checkDuplicateColumns(summarised, duplicates),
      checkCorrelated(summarised, correlations, duplicates),
      yield* checkOutliers(summarised),
      yield* checkMeanShift(summarised),
      ...added,
    ],
    columns: summaries,
    correlations: correlationMap(summarised, correlations),
  }
}

function* rowChecks(
  summarised: SummarisedMatrix,
  checks: readonly RowCheck[],
): Generator<void, readonly MatrixCheck[]> {
  const made: MatrixCheck[] = []
  for (const check of checks) {
    made.push(check(summarised))
    yield
  }
  return made
}

function checkLengths({ names, columns, timeMs, keys, label, labelEndMs, uniqueness }: ExaminedMatrix): void {
  const all = [...columns, ...keys.map(({ values }) => values), label, labelEndMs, uniqueness]
  if (columns.length !== names.length || all.some((values) => values.length !== timeMs.length))
    throw new Error(`A matrix of ${names.length} names and ${timeMs.length} rows has columns that do not fit`)
}

function edge(timeMs: Float64Array, pick: (a: number, b: number) => number): number | null {
  const known = timeMs.filter(Number.isFinite)
  return known.length === 0 ? null : known.reduce((most, time) => pick(most, time))
}
