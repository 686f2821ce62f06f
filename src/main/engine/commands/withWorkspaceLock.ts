import { failure, type Outcome } from '../../../core/outcome/outcome.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import { type OpenedWorkspace, openWorkspace } from '../queries/openWorkspace.ts'

/**
 * Runs `work` as the workspace's one writer; the lock is given back however it ends. `command` is what a second writer is told.
 * Whatever goes wrong once the folder was taken away is told as that. Errors: those of `openWorkspace` and `workspace-busy`, `not-writable`, `disk-full`.
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
    const outcome = opened.ok ? await work(opened.value) : opened
    return outcome.ok || ports.home.hasWorkspace(name) ? outcome : workspaceGone(name)
  } finally {
    lock.value.release()
  }
}

function workspaceGone(name: string): Outcome<never> {
  return failure(
    'workspace-missing',
    `The folder of the workspace ${name} was removed or renamed while this was under way.`,
    'Put the folder back under its name and start again; what was finished in it is kept there.',
  )
}
