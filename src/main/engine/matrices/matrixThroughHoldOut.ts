import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import type { Job } from '../jobs/job.ts'
import type { BuildPorts } from './buildPorts.ts'
import { NO_STORE } from './featureStore.ts'
import { inTurns } from './inTurns.ts'
import { readBuild } from './matrixAgain.ts'
import { type MatrixFrame, matrixFrame } from './matrixFrame.ts'
import { matrixRows } from './matrixRows.ts'
import { closeAll } from './ownFamilies.ts'
import { prepareBuild } from './prepareBuild.ts'
import { stoppable } from './stoppable.ts'
import type { StoredMatrix } from './storedMatrix.ts'

/**
 * A stored matrix built on to the newest bar there is, sealed ones included: the caller has put the opening into the ledger. Every row that was stored has to come out as it was. Nothing
 * is written, and no column is kept in the feature store. Errors: those of `readBuild` and `prepareBuild`; `matrix-not-reproduced`.
 */
export async function matrixThroughHoldOut(
  ports: BuildPorts,
  job: Job,
  workspace: Workspace,
  stored: StoredMatrix,
): Promise<Outcome<StoredMatrix>> {
  const known = readBuild(ports.files, stored.passport)
  if (!known.ok) return known
  const { end_date: _end, ...spec } = known.value
  return stoppable(async () => {
    const read = { written: spec, spec, symbols: stored.passport.instruments }
    const beat = (done: number, total: number, note: string) => job.beat('rebuild', done, total, note)
    const prepared = await prepareBuild(ports, workspace, read, () => beat(0, 1, 'own features'), true)
    if (!prepared.ok) return prepared
    try {
      const count = prepared.value.source.instruments.length
      const turns = matrixRows(ports, NO_STORE, prepared.value, (done, note) => beat(done, count, note))
      const rows = await inTurns(ports, job, turns, () => {})
      return rows.ok ? continued(stored, matrixFrame(rows.value)) : rows
    } finally {
      await closeAll(prepared.value.own)
    }
  })
}

function continued(stored: StoredMatrix, frame: MatrixFrame): Outcome<StoredMatrix> {
  const { columns, values, names } = stored.features
  const { passport, timeMs } = stored
  if (frame.features.length !== columns) return notReproduced(passport.name, 'it has other columns')
  for (let row = 0; row < timeMs.length; row++) {
    if (frame.timeMs[row] !== timeMs[row] || frame.instrument[row] !== stored.instrument[row])
      return notReproduced(passport.name, `its row ${row} is of another bar`)
    for (let column = 0; column < columns; column++)
      if (!Object.is(frame.features[column]![row], values[row * columns + column]))
        return notReproduced(passport.name, `${names[column]} at ${isoTime(timeMs[row]!)} has another value`)
  }
  const rows = frame.timeMs.length
  const whole = new Float64Array(rows * columns)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) whole[row * columns + column] = frame.features[column]![row]!
  const { decisionMs, instrument, target, labelEndMs } = frame
  const features = { rows, columns, values: whole, names }
  return success({ passport, timeMs: frame.timeMs, decisionMs, instrument, features, target, labelEndMs })
}

function notReproduced(name: string, why: string): Outcome<never> {
  return failure(
    'matrix-not-reproduced',
    `The matrix ${name} cannot be built on from what the workspace holds today: ${why}.`,
    'Build it again, train on it, and take that model through.',
  )
}
