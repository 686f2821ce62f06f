import { WORKSPACE_NAME_PATTERN } from '../../../core/contract/workspace.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import { openWorkspace } from '../queries/openWorkspace.ts'

export type RemovedWorkspace = { readonly name: string; readonly movedTo: string }

/**
 * Moves the workspace to the home's trash folder; the trial ledger keeps what was tried. Works for a workspace whose manifest
 * is broken, too. Errors: `bad-name`, `workspace-missing`, `workspace-busy`, `not-writable`.
 */
export function removeWorkspace(ports: WorkspacePorts, name: string): Outcome<RemovedWorkspace> {
  if (!WORKSPACE_NAME_PATTERN.test(name) || !ports.home.hasWorkspace(name)) {
    const opened = openWorkspace(ports, name)
    if (!opened.ok) return opened
  }
  const lock = ports.locks.acquire(ports.home.workspaceFiles(name).root, `assay workspace remove ${name}`)
  if (!lock.ok) return lock
  try {
    const stamp = new Date(ports.clock.nowMs()).toISOString().replace(/[-:]|\.\d+/g, '')
    const moved = ports.home.moveToTrash(name, stamp)
    return moved.ok ? success({ name, movedTo: moved.value }) : moved
  } finally {
    lock.value.release()
  }
}
