import type { Hash } from '../../../core/contract/hash.ts'
import type { ModelStage, ModelVersion, StageChange } from '../../../core/contract/modelRecord.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { Clock } from '../ports/clock.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { WorkspaceStore } from '../ports/workspaceStore.ts'
import { applyCurrent } from './currentVersion.ts'
import { findModel } from './modelRegistry.ts'
import { readModelFile } from './readModelFile.ts'
import { readKeptModel, shortVersion } from './trainFolder.ts'

export type PromotionWish = { readonly name: string; readonly to: ModelStage; readonly reason: string }
/** `current`: the version that the model's id stands for now. */
export type Promotion = { readonly changes: readonly StageChange[]; readonly current: ModelVersion }
export type PromotionPorts = { readonly files: GuardedFiles; readonly clock: Clock; readonly hash: Hash }

/**
 * Puts a version into another stage; each change is journalled with its reason. A model has one version in production: the former one is retired. Into production goes only a version
 * whose files are as they were written, that was in shadow, and not one of synthetic data.
 * Errors: those of `findModel`, `readKeptModel`, `readModelFile`; `stage-unchanged`, `reason-needed`, `shadow-first`, `synthetic-data`, `model-unfinished`.
 */
export function promoteModel(ports: PromotionPorts, store: WorkspaceStore, wish: PromotionWish): Outcome<Promotion> {
  const found = findModel(store, wish.name)
  if (!found.ok) return found
  const { version } = found.value
  const allowed = checkChange(ports, version, wish)
  if (!allowed.ok) return allowed
  const atMs = ports.clock.nowMs()
  const { modelId, sha256, stage } = version
  const changes: StageChange[] = []
  if (wish.to === 'production') {
    const all = store.modelVersions()
    if (!all.ok) return all
    for (const other of all.value.filter((item) => item.modelId === modelId && item.stage === 'production'))
      changes.push({
        modelId,
        sha256: other.sha256,
        from: 'production',
        to: 'retired',
        reason: `${shortVersion(sha256)} took its place: ${wish.reason}`,
        atMs,
      })
  }
  changes.push({ modelId, sha256, from: stage, to: wish.to, reason: wish.reason, atMs })
  const changed = store.changeStages(changes)
  if (!changed.ok) return changed
  const current = applyCurrent(ports.files, store, modelId)
  return current.ok ? success({ changes, current: current.value }) : current
}

function checkChange(ports: PromotionPorts, version: ModelVersion, { to, reason }: PromotionWish): Outcome<void> {
  const { modelId, sha256, stage, synthetic } = version
  const short = shortVersion(sha256)
  if (reason.trim() === '')
    return failure('reason-needed', 'A change of stage needs a reason.', 'Write it with --reason.')
  if (stage === to)
    return failure('stage-unchanged', `${modelId}@${short} is ${to} already.`, 'See the stages with: assay models list')
  if (to !== 'production') return success(undefined)
  if (synthetic)
    return failure(
      'synthetic-data',
      `${modelId}@${short} was trained on generated data, which prove nothing of a market.`,
      'Train on real data.',
    )
  if (stage !== 'shadow')
    return failure(
      'shadow-first',
      `${modelId}@${short} is ${stage}; only what ran in shadow goes into production.`,
      `First: assay models promote <workspace> ${modelId}@${short} --to shadow --reason "..."`,
    )
  const kept = readKeptModel(ports.files, modelId, short)
  if (!kept.ok) return kept
  if (kept.value === null)
    return failure(
      'model-unfinished',
      `The files of ${modelId}@${short} are gone.`,
      'Train it again: it makes the same bytes.',
    )
  const model = readModelFile(ports, modelId, short)
  return model.ok ? success(undefined) : model
}
