import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Trouble } from '../../../core/outcome/outcome.ts'
import type { LockHolder } from '../ports/workspaceLocks.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import { openWorkspace } from './openWorkspace.ts'

export type WorkspaceListing = {
  readonly name: string
  /** Null where the manifest can't be used; `trouble` says why. */
  readonly workspace: Workspace | null
  readonly trouble: Trouble | null
  readonly busy: LockHolder | null
}

/** All workspaces of the home by name. One that can't be opened is listed with its trouble and does not hide the others. */
export function listWorkspaces(ports: WorkspacePorts): readonly WorkspaceListing[] {
  return ports.home.workspaceNames().map((name) => {
    const opened = openWorkspace(ports, name)
    return {
      name,
      workspace: opened.ok ? opened.value.workspace : null,
      trouble: opened.ok ? null : opened.trouble,
      busy: ports.locks.holder(ports.home.workspaceFiles(name).root),
    }
  })
}
