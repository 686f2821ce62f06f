import type { BuildSpec } from '../../../core/contract/buildSpec.ts'
import type { MatrixPassport } from '../../../core/contract/matrixPassport.ts'
import { readStoredBuild } from '../../../core/contract/storedBuild.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import type { Job } from '../jobs/job.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { BuildPorts } from './buildPorts.ts'
import { NO_STORE } from './featureStore.ts'
import { inTurns } from './inTurns.ts'
import { matrixContentSha256 } from './matrixContent.ts'
import { matrixFiles } from './matrixFiles.ts'
import { frameColumns, type MatrixFrame, matrixFrame } from './matrixFrame.ts'
import { matrixRows } from './matrixRows.ts'
import { closeAll } from './ownFamilies.ts'
import { type PreparedBuild, prepareBuild } from './prepareBuild.ts'
import { stoppable } from './stoppable.ts'
import type { StoredMatrix } from './storedMatrix.ts'

/** What a kept matrix is built again by. Error: `build-unknown`. */
export function readBuild(files: GuardedFiles, { name, sha256 }: MatrixPassport): Outcome<BuildSpec> {
  const path = matrixFiles(name, sha256).build
  const text = files.exists(path) ? files.readText(path) : null
  const spec = text?.ok === true ? readStoredBuild(text.value) : null
  if (spec !== null) return success(spec)
  return failure(
    'build-unknown',
    `The file ${path}, by which the matrix is built again, is gone or was changed.`,
    'Build the matrix again with the same configuration: it makes the same bytes.',
  )
}

/**
 * Builds a matrix again, from bars, tables and own features as they are today and without kept columns, and compares it with the stored one: its content hash, or, where a
 * hold-out was sealed since, every value that may still be looked at. Nothing is written. Errors: those of `readBuild` and `prepareBuild`; `matrix-not-reproduced`.
 */
export async function matrixAgain(
  ports: BuildPorts,
  job: Job,
  workspace: Workspace,
  stored: StoredMatrix,
): Promise<Outcome<void>> {
  const spec = readBuild(ports.files, stored.passport)
  if (!spec.ok) return spec
  return stoppable(async () => {
    const read = { written: spec.value, spec: spec.value, symbols: spec.value.tickers ?? [] }
    const prepared = await prepareBuild(ports, workspace, read, () => job.beat('rebuild', 0, 1, 'own features'))
    if (!prepared.ok) return prepared
    try {
      return await compared(ports, job, prepared.value, stored)
    } finally {
      await closeAll(prepared.value.own)
    }
  })
}

async function compared(
  ports: BuildPorts,
  job: Job,
  build: PreparedBuild,
  stored: StoredMatrix,
): Promise<Outcome<void>> {
  const { passport } = stored
  const fault = inputFault(build, passport)
  if (fault !== null) return notReproduced(passport, fault)
  const count = build.source.instruments.length
  const beat = (done: number, note: string) => job.beat('rebuild', done, count, note)
  const rows = await inTurns(ports, job, matrixRows(ports, NO_STORE, build, beat), () => {})
  if (!rows.ok) return rows
  const frame = matrixFrame(rows.value)
  if (!isSealedSince(build, passport)) {
    const names = passport.features.map(({ name }) => name)
    const columns = frameColumns(frame, names, passport.instruments)
    if (matrixContentSha256(ports.digests, columns) === passport.contentSha256) return success(undefined)
    return notReproduced(passport, 'it comes to other values')
  }
  const differing = firstDifference(frame, stored)
  return differing === null ? success(undefined) : notReproduced(passport, `${differing} comes to other values`)
}

function isSealedSince({ source: { sealedMs } }: PreparedBuild, { holdOutStart }: MatrixPassport): boolean {
  return (sealedMs === null ? null : isoTime(sealedMs)) !== holdOutStart
}

/** What is not as it was, or null. */
function inputFault(build: PreparedBuild, passport: MatrixPassport): string | null {
  const { hashes, sha256, features } = build
  const before = new Map(passport.inputs.map((input) => [input.name, input.sha256]))
  const changed = hashes.find((input) => before.get(input.name) !== input.sha256)
  if (changed !== undefined) return `${changed.name} is not what it was then`
  if (
    features.length !== passport.features.length ||
    features.some(({ name }, at) => name !== passport.features[at]!.name)
  )
    return 'it has other columns'
  if (isSealedSince(build, passport) || sha256 === passport.sha256) return null
  return `definitions or the engine (${passport.engineVersion}) are not those of then`
}

/** Rows begin alike; a target whose label ends in a hold-out is hidden today. */
function firstDifference(frame: MatrixFrame, stored: StoredMatrix): string | null {
  const { columns, values, names } = stored.features
  for (let row = 0; row < frame.timeMs.length; row++) {
    if (frame.timeMs[row] !== stored.timeMs[row] || frame.instrument[row] !== stored.instrument[row])
      return `row ${row}`
    const at = isoTime(frame.timeMs[row]!)
    for (let column = 0; column < columns; column++)
      if (!Object.is(frame.features[column]![row], values[row * columns + column])) return `${names[column]} at ${at}`
    const target = frame.target[row]!
    if (!Number.isNaN(target) && target !== stored.target[row]) return `the target at ${at}`
  }
  return null
}

function notReproduced({ name }: MatrixPassport, why: string): Outcome<never> {
  return failure(
    'matrix-not-reproduced',
    `The matrix ${name} cannot be made again from what the workspace holds today: ${why}.`,
    'Build it again, train on it, and test that.',
  )
}
