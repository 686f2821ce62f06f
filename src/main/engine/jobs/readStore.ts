import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { WorkspaceStore, WorkspaceStores } from '../ports/workspaceStore.ts'
import { STORE_FILE } from './jobPaths.ts'

/** Reads from a workspace's store, which another process may be writing. */
export async function readStore<T>(
  stores: WorkspaceStores,
  files: GuardedFiles,
  read: (store: WorkspaceStore) => Outcome<T> | Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const path = files.resolve(STORE_FILE)
  if (!path.ok) return path
  const store = stores.open(path.value, 'read')
  if (!store.ok) return store
  try {
    return await read(store.value)
  } finally {
    store.value.close()
  }
}
