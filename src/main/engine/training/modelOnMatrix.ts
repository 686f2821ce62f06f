import type { FeatureMatrix } from '../../../core/models/featureMatrix.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { SymbolPredictions } from '../backtests/predictions.ts'
import { readPredictionsTable } from '../backtests/storedPredictions.ts'
import { type MatrixReadPorts, readStoredMatrix } from '../matrices/readStoredMatrix.ts'
import type { StoredMatrix } from '../matrices/storedMatrix.ts'
import type { ShownModel } from './modelRegistry.ts'
import { modelPath, shortVersion, versionFiles } from './trainFolder.ts'

/** A version with the matrix that it learned from, and the signals that were traded of it. `features`: the columns of the matrix that it has. */
export type ModelOnMatrix = {
  readonly shown: ShownModel
  readonly matrix: StoredMatrix
  readonly features: FeatureMatrix
  readonly signals: readonly SymbolPredictions[]
}

/** Errors: those of `readStoredMatrix`; `matrix-changed`, `model-changed`. */
export async function readModelOnMatrix(
  ports: MatrixReadPorts,
  workspace: string,
  shown: ShownModel,
): Promise<Outcome<ModelOnMatrix>> {
  const { manifest } = shown
  const matrix = await readStoredMatrix(ports, workspace, manifest.matrix.sha256)
  if (!matrix.ok) return matrix
  const features = columnsNamed(matrix.value, manifest.features)
  if (features === null || matrix.value.passport.contentSha256 !== manifest.matrix.contentSha256)
    return failure(
      'matrix-changed',
      `The matrix ${manifest.matrix.name} is not the one that the model learned from.`,
      'Build it again with the same configuration, or train the model anew.',
    )
  const table = modelPath(manifest.modelId, versionFiles(shortVersion(manifest.sha256)).predictions)
  const signals = await readPredictionsTable(ports, table)
  if (signals === null)
    return failure('model-changed', `The file ${table} cannot be read.`, 'Train it again: it makes the same bytes.')
  return success({ shown, matrix: matrix.value, features, signals })
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
