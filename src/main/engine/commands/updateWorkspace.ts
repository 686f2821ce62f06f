import type { Workspace } from '../../../core/contract/workspace.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { ManifestFormat } from '../ports/manifestFormat.ts'
import { MANIFEST_FILE, type OpenedWorkspace } from '../queries/openWorkspace.ts'

/**
 * Changes the manifest in place; comments and order stay. A manifest of an older version is kept beside as
 * `workspace.v<N>.yaml` before it is rewritten. Call it with the workspace's lock held.
 */
export function updateWorkspace(
  ports: { readonly manifests: ManifestFormat },
  opened: OpenedWorkspace,
  change: (workspace: Workspace) => Workspace,
): Outcome<Workspace> {
  const { files, manifestText, migratedFrom } = opened
  const changed = change(opened.workspace)
  const text = ports.manifests.edit(manifestText, changed)
  if (!text.ok) return text
  if (migratedFrom !== null) {
    const kept = files.writeText(`workspace.v${migratedFrom}.yaml`, manifestText)
    if (!kept.ok) return kept
  }
  const written = files.writeText(MANIFEST_FILE, text.value)
  return written.ok ? success(changed) : written
}
