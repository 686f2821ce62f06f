import type { Hash } from '../../../core/contract/hash.ts'
import type { FeatureMatrix } from '../../../core/models/featureMatrix.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { SymbolPredictions } from '../backtests/predictions.ts'
import { readPredictionsTable } from '../backtests/storedPredictions.ts'
import { readStore } from '../jobs/readStore.ts'
import { type MatrixReadPorts, readStoredMatrix } from '../matrices/readStoredMatrix.ts'
import type { StoredMatrix } from '../matrices/storedMatrix.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import type { WorkspaceStores } from '../ports/workspaceStore.ts'
import { openWorkspace } from '../queries/openWorkspace.ts'
import { type ShownModel, showModel } from '../training/modelRegistry.ts'
import { modelPath, shortVersion, versionFiles } from '../training/trainFolder.ts'

export type TrainedModelPorts = Pick<WorkspacePorts, 'home' | 'manifests'> &
  Omit<MatrixReadPorts, 'files'> & { readonly stores: WorkspaceStores; readonly hash: Hash }

/** A version with the matrix that it learned from, and the signals that were traded of it. `features`: the columns of the matrix that it has. */
export type ModelOnMatrix = {
  readonly shown: ShownModel
  readonly matrix: StoredMatrix
  readonly features: FeatureMatrix
  readonly signals: readonly SymbolPredictions[]
}

/** Errors: those of `showModel`; `workspace-missing`. */
export async function shownModel(
  ports: Pick<TrainedModelPorts, 'home' | 'manifests' | 'stores'>,
  workspace: string,
  name: string,
): Promise<Outcome<ShownModel>> {
  const opened = openWorkspace(ports, workspace)
  if (!opened.ok) return opened
  const { files } = opened.value
  return readStore(ports.stores, files, (store) => showModel(files, store, name))
}

/** Errors: those of `shownModel` and `readStoredMatrix`; `matrix-changed`, `model-changed`. */
export async function modelOnMatrix(
  ports: TrainedModelPorts,
  workspace: string,
  name: string,
): Promise<Outcome<ModelOnMatrix>> {
  const opened = openWorkspace(ports, workspace)
  if (!opened.ok) return opened
  const shown = await shownModel(ports, workspace, name)
  if (!shown.ok) return shown
  const { manifest } = shown.value
  const reading = { ...ports, files: opened.value.files }
  const matrix = await readStoredMatrix(reading, workspace, manifest.matrix.sha256)
  if (!matrix.ok) return matrix
  const features = columnsNamed(matrix.value, manifest.features)
  if (features === null || matrix.value.passport.contentSha256 !== manifest.matrix.contentSha256)
    return failure(
      'matrix-changed',
      `The matrix ${manifest.matrix.name} is not the one that the model learned from.`,
      'Build it again with the same configuration, or train the model anew.',
    )
  const table = modelPath(manifest.modelId, versionFiles(shortVersion(manifest.sha256)).predictions)
  const signals = await readPredictionsTable(reading, table)
  if (signals === null)
    return failure('model-changed', `The file ${table} cannot be read.`, 'Train it again: it makes the same bytes.')
  return success({ shown: shown.value, matrix: matrix.value, features, signals })
}

/** Null where one of them is not there. */
function columnsNamed({ features }: StoredMatrix, names: readonly string[]): FeatureMatrix | null {
  const places = names.map((name) => features.names.indexOf(name))
  if (places.includes(-1)) return null
  const values = new Float64Array(features.rows * names.length)
  for (let row = 0; row < features.rows; row++)
    for (let at = 0; at < places.length; at++)
      values[row * names.length + at] = features.values[row * features.columns + places[at]!]!
  return { rows: features.rows, columns: names.length, names, values }
}
