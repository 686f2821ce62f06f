import { WORKSPACE_NAME_PATTERN, type Workspace } from '../../../core/contract/workspace.ts'
import { nearestName } from '../../../core/outcome/nearestName.ts'
import { type Failure, failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'

export const MANIFEST_FILE = 'workspace.yaml'

export type OpenedWorkspace = {
  readonly workspace: Workspace
  readonly files: GuardedFiles
  /** The manifest's version on disk, where it is older than today's; it is rewritten at the next change. */
  readonly migratedFrom: number | null
  readonly manifestText: string
}

/**
 * The manifest and the guarded door of a workspace. Reads only, so it works while another program writes.
 * Errors: `bad-name`, `workspace-missing`, `manifest-missing`, `manifest-invalid`, `workspace-too-new`.
 */
export function openWorkspace(
  ports: Pick<WorkspacePorts, 'home' | 'manifests'>,
  name: string,
): Outcome<OpenedWorkspace> {
  if (!WORKSPACE_NAME_PATTERN.test(name)) return badName(name)
  if (!ports.home.hasWorkspace(name)) return workspaceMissing(ports, name)
  const files = ports.home.workspaceFiles(name)
  const text = files.readText(MANIFEST_FILE)
  if (!text.ok) {
    if (text.trouble.code !== 'file-missing') return text
    return failure(
      'manifest-missing',
      `The folder of the workspace ${name} holds no ${MANIFEST_FILE}.`,
      'Restore that file from a copy, or remove the folder and create the workspace again.',
    )
  }
  const parsed = ports.manifests.parse(text.value)
  if (!parsed.ok) return parsed
  if (parsed.value.workspace.name !== name)
    return failure(
      'manifest-invalid',
      `The manifest in the folder ${name} has the name ${parsed.value.workspace.name}.`,
      `Set the field name in ${MANIFEST_FILE} to ${name}.`,
    )
  return success({ ...parsed.value, files, manifestText: text.value })
}

export function badName(name: string): Failure {
  return failure(
    'bad-name',
    `${JSON.stringify(name)} can't be the name of a workspace.`,
    'Use 1 to 64 letters, digits, "_" and "-"; names of devices (con, nul, aux, ...) do not work.',
  )
}

function workspaceMissing(ports: Pick<WorkspacePorts, 'home'>, name: string): Failure {
  const near = nearestName(name, ports.home.workspaceNames())
  return failure(
    'workspace-missing',
    `There is no workspace ${name} in ${ports.home.path}.`,
    near === null ? 'See what there is with: assay workspace list' : `Did you mean ${near}?`,
  )
}
