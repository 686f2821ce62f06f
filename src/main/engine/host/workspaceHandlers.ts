import type { Hash } from '../../../core/contract/hash.ts'
import type { Api } from '../../../core/contract/workbench/api.ts'
import type { Handlers } from '../../../core/contract/workbench/rpc.ts'
import type { ManifestFault, ManifestView } from '../../../core/contract/workbench/views.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import { checkNewWorkspace, createWorkspace } from '../commands/createWorkspace.ts'
import { removeWorkspace } from '../commands/removeWorkspace.ts'
import { manifestSource, repairManifest } from '../commands/repairManifest.ts'
import { saveManifest } from '../commands/saveManifest.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import { openWorkspace } from '../queries/openWorkspace.ts'

export type WorkspaceHandlerPorts = WorkspacePorts & { readonly hash: Hash }

type WorkspaceNames =
  | 'workspace.check'
  | 'workspace.create'
  | 'workspace.manifest'
  | 'workspace.save'
  | 'workspace.source'
  | 'workspace.judge'
  | 'workspace.repair'
  | 'workspace.remove'
export type WorkspaceHandlers = Pick<Handlers<Api, AbortSignal>, WorkspaceNames>

export function workspaceHandlers(ports: WorkspaceHandlerPorts): WorkspaceHandlers {
  const view = (workspace: Workspace, text: string, folder: string): ManifestView => ({
    workspace,
    text,
    sha256: ports.hash(text),
    folder,
  })
  const manifest = (name: string): Outcome<ManifestView> => {
    const opened = openWorkspace(ports, name)
    if (!opened.ok) return opened
    const { workspace, manifestText, files } = opened.value
    return success(view(workspace, manifestText, files.root))
  }
  const faultsOf = (name: string, text: string): readonly ManifestFault[] => {
    const faults = ports.manifests.faults(text)
    const parsed = faults.length > 0 ? null : ports.manifests.parse(text)
    if (parsed === null || !parsed.ok || parsed.value.workspace.name === name) return faults
    return [{ line: null, column: null, message: `name: it must be ${name}, as the folder` }]
  }
  return {
    'workspace.check': (draft) => {
      const planned = checkNewWorkspace(ports, draft)
      return planned.ok ? success({ yaml: planned.value.manifestText }) : planned
    },
    'workspace.create': (draft) => {
      const created = createWorkspace(ports, draft)
      return created.ok ? manifest(draft.name) : created
    },
    'workspace.manifest': ({ workspace }) => manifest(workspace),
    'workspace.save': async (change) => {
      const saved = await saveManifest(ports, change)
      return saved.ok ? success(view(saved.value.workspace, saved.value.text, saved.value.folder)) : saved
    },
    'workspace.source': ({ workspace }) => {
      const source = manifestSource(ports, workspace)
      if (!source.ok) return source
      const { text, exists, files } = source.value
      return success({ text, exists, sha256: ports.hash(text), folder: files.root, faults: faultsOf(workspace, text) })
    },
    'workspace.judge': ({ workspace, text }) => success(faultsOf(workspace, text)),
    'workspace.repair': (change) => {
      const repaired = repairManifest(ports, change)
      return repaired.ok
        ? success(view(repaired.value.workspace, repaired.value.text, repaired.value.folder))
        : repaired
    },
    'workspace.remove': ({ workspace }) => {
      const removed = removeWorkspace(ports, workspace)
      return removed.ok ? success({ movedTo: removed.value.movedTo }) : removed
    },
  }
}
