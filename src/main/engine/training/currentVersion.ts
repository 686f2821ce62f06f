import type { ModelVersion } from '../../../core/contract/modelRecord.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { WorkspaceStore } from '../ports/workspaceStore.ts'
import { currentCopies, modelPath, shortVersion } from './trainFolder.ts'

/** What a model's id stands for: its version in production, else the one trained last that is not retired, else the one trained last. Null where it has none. */
export function currentOf(versions: readonly ModelVersion[], modelId: string): ModelVersion | null {
  const own = versions.filter((version) => version.modelId === modelId)
  const produced = own.findLast(({ stage }) => stage === 'production')
  return produced ?? own.findLast(({ stage }) => stage !== 'retired') ?? own.at(-1) ?? null
}

/** Puts the files of the current version where the model's id finds them. Error: `model-missing`. */
export function applyCurrent(files: GuardedFiles, store: WorkspaceStore, modelId: string): Outcome<ModelVersion> {
  const versions = store.modelVersions()
  if (!versions.ok) return versions
  const current = currentOf(versions.value, modelId)
  if (current === null)
    return failure('model-missing', `No version of ${modelId} is registered.`, 'Train one with: assay train')
  // Without a passport nothing is there: a kill in between leaves a model without predictions, not one with others.
  const copies = currentCopies(shortVersion(current.sha256))
  const stale = copies.filter(([from, to]) => !isSame(files, modelPath(modelId, from), modelPath(modelId, to)))
  if (stale.length > 0) {
    const removed = files.remove(modelPath(modelId, 'predictions.json'))
    if (!removed.ok) return removed
    for (const [from, to] of copies) {
      const source = files.resolve(modelPath(modelId, from))
      if (!source.ok) return source
      const copied = files.copyIn(source.value, modelPath(modelId, to))
      if (!copied.ok) return copied
    }
  }
  return success(current)
}

function isSame(files: GuardedFiles, from: string, to: string): boolean {
  if (!files.exists(to)) return false
  const [first, second] = [files.sha256(from), files.sha256(to)]
  return first.ok && second.ok && first.value === second.value
}
