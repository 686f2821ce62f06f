import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Trouble } from '../../../core/outcome/outcome.ts'

/** Why no file can be imported now; null: one can. */
export function importRefusal(workspace: Workspace, isBusy: boolean): Trouble | null {
  if (workspace.synthetic !== undefined)
    return {
      code: 'synthetic-workspace',
      message: 'This workspace holds synthetic bars, which are never mixed with others.',
      hint: 'Create another workspace to import a file.',
    }
  if (!isBusy) return null
  return {
    code: 'workspace-busy',
    message: 'A job of this workspace is running; one at a time may write.',
    hint: 'Wait for its end, or cancel it.',
  }
}
