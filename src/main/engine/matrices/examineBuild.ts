import type { MatrixReport } from '../../../core/contract/workbench/buildViews.ts'
import { builtMatrixReport } from '../../../core/validation/builtMatrixReport.ts'
import type { BuildProbes } from '../../../core/validation/matrix/buildProbes.ts'
import type { ExaminedMatrix } from '../../../core/validation/matrix/examinedMatrix.ts'
import type { MatrixFrame } from './matrixFrame.ts'
import type { PreparedBuild } from './prepareBuild.ts'

/** The report of a matrix that was just built. Yields as `builtMatrixReport`. */
export function* examineBuild(
  { features, target }: PreparedBuild,
  frame: MatrixFrame,
  probes: BuildProbes,
): Generator<void, MatrixReport> {
  return yield* builtMatrixReport({
    labelled: labelledRows(
      features.map(({ name }) => name),
      frame,
      probes,
    ),
    task: target.task,
    rows: frame.timeMs.length,
    probes,
  })
}

function labelledRows(names: readonly string[], frame: MatrixFrame, probes: BuildProbes): ExaminedMatrix {
  const rows = Int32Array.from(frame.target.keys()).filter((row) => !Number.isNaN(frame.target[row]!))
  const isAll = rows.length === frame.target.length
  const taken = (values: Float64Array) => (isAll ? values : Float64Array.from(rows, (row) => values[row]!))
  return {
    names,
    columns: frame.features.map(taken),
    timeMs: taken(frame.decisionMs),
    keys: [{ name: 'instrument', values: taken(Float64Array.from(frame.instrument)) }],
    label: taken(frame.target),
    labelEndMs: taken(frame.labelEndMs),
    uniqueness: taken(frame.uniqueness),
    lookAhead: probes.lookAhead,
  }
}
