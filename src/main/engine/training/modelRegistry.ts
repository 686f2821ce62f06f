import type { ModelVersion, StageChange } from '../../../core/contract/modelRecord.ts'
import { nearestName } from '../../../core/outcome/nearestName.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { WorkspaceStore } from '../ports/workspaceStore.ts'
import { currentOf } from './currentVersion.ts'
import { type KeptModel, modelUnfinished, readKeptModel, shortVersion } from './trainFolder.ts'

/** `isCurrent`: the model's id stands for it. */
export type ListedModel = { readonly version: ModelVersion; readonly isCurrent: boolean }
export type ShownModel = ListedModel & KeptModel & { readonly stages: readonly StageChange[] }

/** Versions in the order in which they were added. */
export function listModels(store: WorkspaceStore): Outcome<readonly ListedModel[]> {
  const versions = store.modelVersions()
  if (!versions.ok) return versions
  return success(
    versions.value.map((version) => ({
      version,
      isCurrent: currentOf(versions.value, version.modelId)?.sha256 === version.sha256,
    })),
  )
}

/** A version by its model's id, alone (the current one) or with the first letters of a version behind an `@`. Errors: `model-missing`, `model-ambiguous`. */
export function findModel(store: WorkspaceStore, name: string): Outcome<ListedModel> {
  const listed = listModels(store)
  if (!listed.ok) return listed
  const [id = '', start] = name.split('@')
  const own = listed.value.filter(({ version }) => version.modelId === id)
  const found = own.filter(({ version, isCurrent }) =>
    start === undefined ? isCurrent : version.sha256.startsWith(start),
  )
  const [model] = found
  if (model === undefined) return modelMissing(listed.value, name, id)
  if (found.length === 1) return success(model)
  return failure(
    'model-ambiguous',
    `${found.length} versions of ${id} begin with "${start}".`,
    `Write more letters: ${found.map(({ version }) => shortVersion(version.sha256)).join(', ')}.`,
  )
}

function modelMissing(listed: readonly ListedModel[], name: string, id: string): Outcome<never> {
  const own = listed.filter(({ version }) => version.modelId === id)
  const ids = [...new Set(listed.map(({ version }) => version.modelId))]
  const near = nearestName(id, ids)
  const hint =
    own.length > 0
      ? `It has the versions ${own.map(({ version }) => shortVersion(version.sha256)).join(', ')}.`
      : near === null
        ? 'See them with: assay models list'
        : `Did you mean ${near}?`
  return failure('model-missing', `No model ${name} was trained in this workspace.`, hint)
}

/** Errors: those of `findModel` and `readKeptModel`; `model-unfinished`. */
export function showModel(files: GuardedFiles, store: WorkspaceStore, name: string): Outcome<ShownModel> {
  const found = findModel(store, name)
  if (!found.ok) return found
  const { modelId, sha256 } = found.value.version
  const kept = readKeptModel(files, modelId, shortVersion(sha256))
  if (!kept.ok) return kept
  if (kept.value === null) return modelUnfinished(`${modelId}@${shortVersion(sha256)}`)
  const stages = store.stageChanges(modelId)
  if (!stages.ok) return stages
  const own = stages.value.filter((change) => change.sha256 === sha256)
  return success({ ...found.value, ...kept.value, stages: own })
}

/** Two or more versions beside each other, of one task. Errors: those of `showModel`; `models-of-different-tasks`. */
export function compareModels(
  files: GuardedFiles,
  store: WorkspaceStore,
  names: readonly string[],
): Outcome<readonly ShownModel[]> {
  const shown: ShownModel[] = []
  for (const name of names) {
    const model = showModel(files, store, name)
    if (!model.ok) return model
    shown.push(model.value)
  }
  const tasks = new Set(shown.map(({ manifest }) => manifest.task))
  if (tasks.size > 1)
    return failure(
      'models-of-different-tasks',
      'Some of these models foretell classes and some amounts: they have no score in common.',
      'Compare models of one kind of target.',
    )
  return success(shown)
}
