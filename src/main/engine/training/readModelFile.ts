import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import type { Hash } from '../../../core/contract/hash.ts'
import { MODEL_FILE_VERSION, type ModelFile, modelFileSchema } from '../../../core/contract/modelRecordFile.ts'
import type { TrainedModelData } from '../../../core/models/trainedModelData.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { modelChanged, modelPath, versionFiles } from './trainFolder.ts'

/** What `contentSha256` of a model file is of. */
export function modelContentHash(
  hash: Hash,
  { models, calibrators, signalSizes }: Pick<ModelFile, 'models' | 'calibrators' | 'signalSizes'>,
): string {
  return hash(canonicalJson({ models, calibrators, signalSizes }))
}

export type StoredModel = Pick<ModelFile, 'calibrators'> & {
  readonly models: readonly TrainedModelData[]
}

/** The models of a version, checked by their hash. Errors: `model-missing`, `model-changed`, `model-version` (another form of file). */
export function readModelFile(
  { files, hash }: { readonly files: GuardedFiles; readonly hash: Hash },
  modelId: string,
  version: string,
): Outcome<StoredModel & Pick<ModelFile, 'signalSizes'>> {
  const name = versionFiles(version).model
  const path = modelPath(modelId, name)
  if (!files.exists(path))
    return failure('model-missing', `The file ${path} is not there.`, 'See what there is with: assay models list')
  const text = files.readText(path)
  if (!text.ok) return text
  const value = parsed(text.value)
  if (value === null) return modelChanged(modelId, version, name)
  if (formOf(value) !== MODEL_FILE_VERSION)
    return failure(
      'model-version',
      `The file ${path} has the form ${JSON.stringify(formOf(value) ?? null)}; this program reads the form ${MODEL_FILE_VERSION}.`,
      'Read it with the version that wrote it, or train the model again with this one.',
    )
  const file = modelFileSchema.safeParse(value)
  if (!file.success) return modelChanged(modelId, version, name)
  const isWhole = modelContentHash(hash, file.data) === file.data.contentSha256 && file.data.sha256.startsWith(version)
  return isWhole ? success(file.data) : modelChanged(modelId, version, name)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function formOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'schemaVersion' in value ? value.schemaVersion : undefined
}
