import { isDeviceName } from '../../../core/contract/deviceName.ts'
import { WORKSPACE_NAME_PATTERN, type Workspace, workspaceSchema } from '../../../core/contract/workspace.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import { badName, MANIFEST_FILE } from '../queries/openWorkspace.ts'
import type { WorkspaceView } from '../queries/showWorkspace.ts'
import { draftWorkspace, type WorkspaceRequest } from './draftWorkspace.ts'

export type NewWorkspace = { readonly workspace: Workspace; readonly manifestText: string }

/** What `createWorkspace` would write; nothing is. Errors: `bad-name`, `workspace-exists`, those of `draftWorkspace`. */
export function checkNewWorkspace(
  ports: Pick<WorkspacePorts, 'home' | 'manifests'>,
  request: WorkspaceRequest,
): Outcome<NewWorkspace> {
  const { name } = request
  if (!WORKSPACE_NAME_PATTERN.test(name) || isDeviceName(name)) return badName(name)
  const taken = ports.home.workspaceNames().find((known) => known.toLowerCase() === name.toLowerCase())
  if (taken !== undefined || ports.home.hasWorkspace(name)) return alreadyThere(taken ?? name)
  const draft = draftWorkspace(request)
  if (!draft.ok) return draft
  const workspace = checked(draft.value)
  if (!workspace.ok) return workspace
  return success({ workspace: workspace.value, manifestText: ports.manifests.render(workspace.value) })
}

/**
 * Creates the folder and its manifest, whole or not at all.
 * Errors: those of `checkNewWorkspace`, `not-writable`, `disk-full`.
 */
export function createWorkspace(ports: WorkspacePorts, request: WorkspaceRequest): Outcome<WorkspaceView> {
  const planned = checkNewWorkspace(ports, request)
  if (!planned.ok) return planned
  const { workspace, manifestText } = planned.value
  const created = ports.home.createWorkspace(request.name, (files) => files.writeText(MANIFEST_FILE, manifestText))
  if (!created.ok) return created
  return success({ workspace, folder: created.value.root, migratedFrom: null, busy: null })
}

/** Whatever the draft let through is caught here, so that nothing is written that can't be read again. */
function checked(draft: Workspace): Outcome<Workspace> {
  const parsed = workspaceSchema.safeParse(draft)
  if (parsed.success) return success(parsed.data)
  const issue = parsed.error.issues[0]
  return failure(
    'bad-setting',
    `The setting ${issue?.path.map(String).join('.')} is not possible: ${issue?.message}.`,
    'See what is possible with: assay workspace create --help',
  )
}

function alreadyThere(name: string): Outcome<never> {
  return failure(
    'workspace-exists',
    `There is already a workspace ${name}.`,
    `Choose another name (case does not count), or remove it with: assay workspace remove ${name}`,
  )
}
