import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import { type MatrixRecord, readMatrixRecords } from '../../../core/contract/matrixRecord.ts'
import type { Api } from '../../../core/contract/workbench/api.ts'
import type { MatricesView, MatrixView } from '../../../core/contract/workbench/buildViews.ts'
import type { Handlers } from '../../../core/contract/workbench/rpc.ts'
import { featureCatalogue } from '../../../core/features/featureCatalogue.ts'
import { FEATURE_VERSION } from '../../../core/features/featureRegistry.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { RUN_BROKEN, type RunFolder, runFolder, stageFile } from '../pipeline/runFolder.ts'
import { readManifest } from '../pipeline/runManifest.ts'
import { findRun } from '../queries/findRun.ts'
import type { JobPortsToRead } from '../queries/jobStatus.ts'
import type { ExaminePorts } from './examineMatrix.ts'
import { type MatrixShelf, matrixShelf } from './matrixShelf.ts'

export type BuildHandlerPorts = JobPortsToRead & ExaminePorts

export type BuildHandlers = Pick<Handlers<Api, AbortSignal>, 'features.list' | 'runs.matrices' | 'runs.matrix'>

const MATRICES_FILE = 'matrices/matrices.json'

/** What models may see: the definitions, and what a run kept of them. */
export function buildHandlers(ports: BuildHandlerPorts): BuildHandlers {
  const shelf = matrixShelf(ports)
  const features = { setVersion: FEATURE_VERSION, engineVersion: ENGINE_VERSION, features: featureCatalogue() }
  return {
    'features.list': () => success(features),
    'runs.matrices': async ({ workspace, runId }) => {
      const run = await findRun(ports, workspace, runId)
      if (!run.ok) return run
      return listMatrices(runFolder(ports.home.workspaceFiles(workspace), `runs/${run.value.runId}`))
    },
    'runs.matrix': async ({ workspace, runId, sha256 }) => {
      const run = await findRun(ports, workspace, runId)
      if (!run.ok) return run
      return showMatrix(shelf, ports.home.workspaceFiles(workspace), run.value.runId, sha256)
    },
  }
}

/** Matrices are stored when the last computing stage is done, before the hold-out is opened. */
function listMatrices(folder: RunFolder): Outcome<MatricesView> {
  const manifest = readManifest(folder)
  if (!manifest.ok) return manifest
  const records = keptMatrices(folder)
  if (!records.ok) return records
  const isPast = folder.has(stageFile('hold-out'))
  const state = records.value.length > 0 ? 'kept' : isPast ? 'none' : 'not-yet'
  return success({ state, engineVersion: manifest.value?.engineVersion ?? null, matrices: records.value })
}

function keptMatrices(folder: RunFolder): Outcome<readonly MatrixRecord[]> {
  if (!folder.has(MATRICES_FILE)) return success([])
  const kept = folder.read(MATRICES_FILE)
  if (!kept.ok) return kept
  const records = readMatrixRecords(kept.value)
  return records === null
    ? failure(
        RUN_BROKEN,
        `The file ${folder.path(MATRICES_FILE)} is damaged.`,
        'Remove that run folder and run the pipeline again.',
      )
    : success(records)
}

async function showMatrix(
  shelf: MatrixShelf,
  files: Parameters<MatrixShelf['take']>[0],
  runId: string,
  sha256: string,
): Promise<Outcome<MatrixView>> {
  const records = keptMatrices(runFolder(files, `runs/${runId}`))
  if (!records.ok) return records
  const record = records.value.find((one) => one.sha256 === sha256)
  if (record === undefined)
    return failure(
      'matrix-unknown',
      `The run ${runId} has kept no matrix ${sha256.slice(0, 8)}.`,
      'Look at the list of its matrices again.',
    )
  const report = await shelf.take(files, runId, record)
  return report.ok ? success({ record, report: report.value }) : report
}
