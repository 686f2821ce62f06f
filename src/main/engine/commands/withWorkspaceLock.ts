import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import { type OpenedWorkspace, openWorkspace } from '../queries/openWorkspace.ts'

/**
 * Runs `work` as the workspace's one writer; the lock is given back however it ends. `command` is what a second writer is told.
 * Errors: those of `openWorkspace` and `workspace-busy`, `not-writable`, `disk-full`.
 */
export async function withWorkspaceLock<T>(
  ports: WorkspacePorts,
  name: string,
  command: string,
  work: (opened: OpenedWorkspace) => Promise<Outcome<T>> | Outcome<T>,
): Promise<Outcome<T>> {
  const before = openWorkspace(ports, name)
  if (!before.ok) return before
  const lock = ports.locks.acquire(before.value.files.root, command)
  if (!lock.ok) return lock
  try {
    const opened = openWorkspace(ports, name)
    return opened.ok ? await work(opened.value) : opened
  } finally {
    lock.value.release()
  }
}
