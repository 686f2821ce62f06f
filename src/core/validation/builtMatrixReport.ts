import type { MatrixCheck, MatrixReport } from '../contract/workbench/buildViews.ts'
import type { BuildProbes } from './matrix/buildProbes.ts'
import { checkBuiltLookAhead } from './matrix/checkBuiltLookAhead.ts'
import { checkLabelled } from './matrix/checkLabelled.ts'
import { checkLabelOverlap } from './matrix/checkLabelOverlap.ts'
import { checkLabels } from './matrix/checkLabels.ts'
import { checkRecomputed } from './matrix/checkRecomputed.ts'
import { checkRowKeys } from './matrix/checkRowKeys.ts'
import { checkRowOrder } from './matrix/checkRowOrder.ts'
import { checkSize } from './matrix/checkSize.ts'
import { checkTargetAlignment } from './matrix/checkTargetAlignment.ts'
import { checkTargetCopies } from './matrix/checkTargetCopies.ts'
import { checkTargetValues } from './matrix/checkTargetValues.ts'
import { checkUnitRoot } from './matrix/checkUnitRoot.ts'
import type { ExaminedMatrix, SummarisedMatrix } from './matrix/examinedMatrix.ts'
import { matrixReport } from './matrixReport.ts'

export type BuiltMatrix = {
  /** The rows that have a target; `keys[0]` is the instrument. */
  readonly labelled: ExaminedMatrix
  readonly task: 'classification' | 'regression'
  /** All rows, with and without a target. */
  readonly rows: number
  readonly probes: BuildProbes
}

type RowCheck = (summarised: SummarisedMatrix) => MatrixCheck

/** Everything that can be said of a matrix that was built from features: `matrixReport`, and what only its building shows. Yields as that does. */
export function* builtMatrixReport({ labelled, task, rows, probes }: BuiltMatrix): Generator<void, MatrixReport> {
  const checks: readonly RowCheck[] = [
    checkBuiltLookAhead,
    () => checkTargetAlignment(probes.target),
    checkTargetCopies,
    () => checkRecomputed(probes),
    () => checkLabelled(rows, labelled.timeMs.length),
    task === 'classification' ? checkLabels : checkTargetValues,
    checkRowOrder,
    checkRowKeys,
    checkLabelOverlap,
    checkSize,
  ]
  const asked = labelled.timeMs.length === 0 ? checks.slice(0, 5) : checks
  return yield* matrixReport(labelled, asked, [checkUnitRoot])
}
