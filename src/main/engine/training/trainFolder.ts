import type { LedgerBasis } from '../../../core/contract/ledger.ts'
import type { TrainComplete, TrainManifest, ValidationReport } from '../../../core/contract/modelRecord.ts'
import {
  trainCompleteSchema,
  trainLedgerSchema,
  trainManifestSchema,
  validationReportSchema,
} from '../../../core/contract/modelRecord.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'

export const MODELS_FOLDER = 'models'

/** Files of a version, below its model's folder. Those of `artifacts` without a hash in their name, and the predictions beside it, are copies of the version that the model's id stands for. */
export function versionFiles(version: string) {
  const own = `versions/${version}`
  return {
    model: `artifacts/models/model_${version}.json`,
    scaler: `artifacts/models/scaler_${version}.json`,
    config: `artifacts/models/config_${version}.json`,
    validation: `artifacts/metrics/validation_${version}.json`,
    importance: `${own}/feature_importance.csv`,
    learningCurvePlot: `${own}/learning_curve.png`,
    importancePlot: `${own}/feature_importance.png`,
    predictions: `${own}/predictions.parquet`,
    predictionsPassport: `${own}/predictions.json`,
    holdOut: `${own}/hold-out.json`,
    holdOutPredictions: `${own}/hold-out.parquet`,
    ledger: `${own}/ledger.json`,
    complete: `${own}/complete.json`,
    units: `${own}/units`,
  } as const
}

/** What a model's id stands for: files of the current version and where they are copied to. */
export function currentCopies(version: string): readonly (readonly [from: string, to: string])[] {
  const files = versionFiles(version)
  return [
    [files.importance, 'artifacts/feature_importance.csv'],
    [files.learningCurvePlot, 'artifacts/plots/learning_curve.png'],
    [files.importancePlot, 'artifacts/plots/feature_importance.png'],
    [files.predictions, 'predictions.parquet'],
    [files.predictionsPassport, 'predictions.json'],
  ]
}

export function modelPath(modelId: string, name: string): string {
  return `${MODELS_FOLDER}/${modelId}/${name}`
}

export function shortVersion(sha256: string): string {
  return sha256.slice(0, 8)
}

type Shape<T> = { readonly safeParse: (value: unknown) => { readonly success: boolean; readonly data?: T } }

/** Null where there is no such file, or where it is damaged. */
function readAs<T>(files: GuardedFiles, path: string, shape: Shape<T>): T | null {
  if (!files.exists(path)) return null
  const text = files.readText(path)
  if (!text.ok) return null
  try {
    return shape.safeParse(JSON.parse(text.value)).data ?? null
  } catch {
    return null
  }
}

export function readTrainBasis(files: GuardedFiles, modelId: string, version: string): LedgerBasis | null {
  return readAs(files, modelPath(modelId, versionFiles(version).ledger), trainLedgerSchema)?.basis ?? null
}

/** A finished version as it is kept, its files as they were written. */
export type KeptModel = {
  readonly manifest: TrainManifest
  readonly report: ValidationReport
  readonly complete: TrainComplete
}

/** Null where it is not finished. Error: `model-changed`, where a file is gone or was altered. */
export function readKeptModel(files: GuardedFiles, modelId: string, version: string): Outcome<KeptModel | null> {
  const names = versionFiles(version)
  const complete = readAs(files, modelPath(modelId, names.complete), trainCompleteSchema)
  if (complete === null) return success(null)
  for (const [name, sha256] of Object.entries(complete.files)) {
    const path = modelPath(modelId, name)
    const found = files.exists(path) ? files.sha256(path) : null
    if (found === null || !found.ok || found.value !== sha256) return modelChanged(modelId, version, name)
  }
  const manifest = readAs(files, modelPath(modelId, names.config), trainManifestSchema)
  const report = readAs(files, modelPath(modelId, names.validation), validationReportSchema)
  if (manifest === null) return modelChanged(modelId, version, names.config)
  return report === null ? modelChanged(modelId, version, names.validation) : success({ manifest, report, complete })
}

/** A finished version by `ID@1f0a93bc`. Errors: `model-unfinished`, `model-changed`. */
export function findKeptModel(files: GuardedFiles, name: string): Outcome<KeptModel> {
  const [modelId = '', version = ''] = name.split('@')
  const kept = readKeptModel(files, modelId, version)
  if (!kept.ok) return kept
  return kept.value === null ? modelUnfinished(name) : success(kept.value)
}

export function modelUnfinished(name: string): Outcome<never> {
  return failure('model-unfinished', `The files of ${name} are gone.`, 'Train it again: it makes the same bytes.')
}

export function modelChanged(modelId: string, version: string, name: string): Outcome<never> {
  return failure(
    'model-changed',
    `The file ${name} of the model ${modelId}@${version} is not what was written.`,
    `Remove the folder ${modelPath(modelId, `versions/${version}`)} and train it again: it makes the same bytes.`,
  )
}
