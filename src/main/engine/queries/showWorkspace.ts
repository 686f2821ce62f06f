import type { Workspace } from '../../../core/contract/workspace.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { LockHolder } from '../ports/workspaceLocks.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import { openWorkspace } from './openWorkspace.ts'

export type WorkspaceView = {
  readonly workspace: Workspace
  readonly folder: string
  readonly migratedFrom: number | null
  readonly busy: LockHolder | null
}

export function showWorkspace(ports: WorkspacePorts, name: string): Outcome<WorkspaceView> {
  const opened = openWorkspace(ports, name)
  if (!opened.ok) return opened
  const { workspace, files, migratedFrom } = opened.value
  return success({ workspace, folder: files.root, migratedFrom, busy: ports.locks.holder(files.root) })
}
