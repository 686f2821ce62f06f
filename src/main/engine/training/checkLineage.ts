import type { TrainedReference } from '../../../core/contract/predictionsPassport.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { WorkspaceJob } from '../commands/withWorkspaceJob.ts'
import type { BuildPorts } from '../matrices/buildPorts.ts'
import { matrixAgain } from '../matrices/matrixAgain.ts'
import { readStoredMatrix } from '../matrices/readStoredMatrix.ts'
import { dataPassport } from '../queries/dataPassport.ts'
import { readModelFile } from './readModelFile.ts'
import { type KeptModel, modelChanged, readKeptModel, versionFiles } from './trainFolder.ts'

/** What following a model back to its data needs. */
export type LineagePorts = BuildPorts

/**
 * Whether a trained version is what made some predictions, whole down to its data: its files, the matrix that it learned from, and that matrix made again from what is stored today.
 * Errors: those of `readKeptModel`, `readModelFile`, `readStoredMatrix` and `matrixAgain`; `lineage-broken`.
 */
export async function checkLineage(
  ports: LineagePorts,
  { job, opened: { workspace } }: WorkspaceJob,
  modelId: string,
  trained: TrainedReference,
): Promise<Outcome<KeptModel>> {
  const { version, sha256, modelSha256, matrixSha256 } = trained
  const kept = readKeptModel(ports.files, modelId, version)
  if (!kept.ok) return kept
  if (kept.value === null)
    return broken(`The version ${version} of ${modelId} is not there.`, 'Train it again: it makes the same bytes.')
  const { manifest, complete } = kept.value
  const name = versionFiles(version).model
  if (manifest.sha256 !== sha256 || manifest.matrix.sha256 !== matrixSha256 || complete.files[name] !== modelSha256)
    return modelChanged(modelId, version, name)
  const model = readModelFile(ports, modelId, version)
  if (!model.ok) return model
  const matrix = await readStoredMatrix(ports, workspace.name, matrixSha256)
  if (!matrix.ok) return matrix
  const { passport } = matrix.value
  if (passport.contentSha256 !== manifest.matrix.contentSha256)
    return broken(
      `The matrix ${passport.name} holds other values than the one that ${modelId}@${version} learned from.`,
      'Build it again, and train on it.',
    )
  for (const symbol of passport.instruments) {
    const data = dataPassport(ports.files, symbol, passport.interval)
    if (!data.ok) return data
    if (!passport.inputs.some((input) => input.sha256 === data.value.contentHash))
      return broken(
        `The bars of ${symbol} are not those that the matrix ${passport.name} was made of.`,
        'Build the matrix on what there is now, train on it, and test that.',
      )
  }
  const again = await matrixAgain(ports, job, workspace, matrix.value)
  return again.ok ? success(kept.value) : again
}

function broken(message: string, hint: string): Outcome<never> {
  return failure('lineage-broken', message, hint)
}
