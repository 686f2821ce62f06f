import type { ModelVersion } from '../../../core/contract/modelRecord.ts'
import { readPredictionsPassport } from '../../../core/contract/predictionsPassport.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { Clock } from '../ports/clock.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { WorkspaceStore } from '../ports/workspaceStore.ts'
import { type KeptModel, modelChanged, modelPath, shortVersion, versionFiles } from './trainFolder.ts'

/** Puts a finished version into the registry, as a candidate; one that is there keeps its stage. */
export function registerVersion(
  { files, clock }: { readonly files: GuardedFiles; readonly clock: Clock },
  store: WorkspaceStore,
  { manifest, report, complete }: KeptModel,
): Outcome<void> {
  const { modelId, sha256, matrix, configSha256, runId, modelType, task, engineVersion } = manifest
  const version = shortVersion(sha256)
  const names = versionFiles(version)
  const text = files.readText(modelPath(modelId, names.predictionsPassport))
  if (!text.ok) return text
  const passport = readPredictionsPassport(JSON.parse(text.value))
  const modelSha256 = complete.files[names.model]
  if (passport === null || modelSha256 === undefined) return modelChanged(modelId, version, names.predictionsPassport)
  const record: ModelVersion = {
    modelId,
    sha256,
    stage: 'candidate',
    createdMs: clock.nowMs(),
    modelType,
    task,
    engineVersion,
    matrix,
    configSha256,
    runId,
    trials: report.trials.own,
    modelSha256,
    predictionsHash: passport.contentHash,
    features: manifest.features.length,
    rows: manifest.rows,
    synthetic: manifest.synthetic !== null,
    scores: Object.entries(report.scores).map(([name, { overFolds }]) => ({
      name,
      mean: overFolds.mean,
      deviation: overFolds.deviation,
    })),
  }
  const added = store.addModelVersion(record)
  return added.ok ? success(undefined) : added
}
