import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from './guardedFiles.ts'

/** The folder that holds everything a user has. Workspace names are checked before they come here. */
export interface HomeFolder {
  readonly path: string
  /** Sorted by code unit; folders whose names are no workspace names are not listed. */
  workspaceNames(): readonly string[]
  hasWorkspace(name: string): boolean
  /** The guarded door of one workspace. The folder need not exist yet. */
  workspaceFiles(name: string): GuardedFiles
  /** All or nothing: `fill` writes into a hidden folder that gets its name only when `fill` succeeded. */
  createWorkspace(name: string, fill: (files: GuardedFiles) => Outcome<void>): Outcome<GuardedFiles>
  /** Moves the folder to `trash/<name>-<stamp>`; answers the new absolute path. */
  moveToTrash(name: string, stamp: string): Outcome<string>
}
