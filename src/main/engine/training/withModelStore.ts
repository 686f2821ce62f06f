import type { Outcome } from '../../../core/outcome/outcome.ts'
import { withWorkspaceLock } from '../commands/withWorkspaceLock.ts'
import { STORE_FILE } from '../jobs/jobPaths.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import type { WorkspaceStore, WorkspaceStores } from '../ports/workspaceStore.ts'
import { type OpenedWorkspace, openWorkspace } from '../queries/openWorkspace.ts'

type Ports = WorkspacePorts & { readonly stores: WorkspaceStores }

/** Reads the registry of a workspace. */
export function readingModels<T>(
  ports: Ports,
  workspace: string,
  work: (opened: OpenedWorkspace, store: WorkspaceStore) => Outcome<T>,
): Outcome<T> {
  const opened = openWorkspace(ports, workspace)
  return opened.ok ? withStore(ports, opened.value, 'read', work) : opened
}

/** Changes the registry of a workspace, as its one writer. */
export function writingModels<T>(
  ports: Ports,
  workspace: string,
  command: string,
  work: (opened: OpenedWorkspace, store: WorkspaceStore) => Outcome<T>,
): Promise<Outcome<T>> {
  return withWorkspaceLock(ports, workspace, command, async (opened) => withStore(ports, opened, 'write', work))
}

function withStore<T>(
  { stores }: Ports,
  opened: OpenedWorkspace,
  mode: 'read' | 'write',
  work: (opened: OpenedWorkspace, store: WorkspaceStore) => Outcome<T>,
): Outcome<T> {
  const path = opened.files.resolve(STORE_FILE)
  if (!path.ok) return path
  const store = stores.open(path.value, mode)
  if (!store.ok) return store
  try {
    return work(opened, store.value)
  } finally {
    store.value.close()
  }
}
