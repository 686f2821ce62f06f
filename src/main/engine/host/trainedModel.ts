import type { Hash } from '../../../core/contract/hash.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { readStore } from '../jobs/readStore.ts'
import type { MatrixReadPorts } from '../matrices/readStoredMatrix.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import type { WorkspaceStores } from '../ports/workspaceStore.ts'
import { openWorkspace } from '../queries/openWorkspace.ts'
import { type ModelOnMatrix, readModelOnMatrix } from '../training/modelOnMatrix.ts'
import { type ShownModel, showModel } from '../training/modelRegistry.ts'

export type TrainedModelPorts = Pick<WorkspacePorts, 'home' | 'manifests'> &
  Omit<MatrixReadPorts, 'files'> & { readonly stores: WorkspaceStores; readonly hash: Hash }

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
  return readModelOnMatrix({ ...ports, files: opened.value.files }, workspace, shown.value)
}
