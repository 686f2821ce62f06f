import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Trouble } from '../../../core/outcome/outcome.ts'

/** Why no file can be imported now; null: one can. */
export function importRefusal(isBusy: boolean): Trouble | null {
  if (!isBusy) return null
  return {
    code: 'workspace-busy',
    message: 'A job of this workspace is running; one at a time may write.',
    hint: 'Wait for its end, or cancel it.',
  }
}

/** Why nothing real can be brought in; null: it can. */
export function fetchRefusal(workspace: Workspace, isBusy: boolean): Trouble | null {
  if (workspace.synthetic === undefined) return importRefusal(isBusy)
  return {
    code: 'synthetic-workspace',
    message: 'This workspace holds synthetic bars, which are never mixed with others.',
    hint: 'Create another workspace for real data.',
  }
}
