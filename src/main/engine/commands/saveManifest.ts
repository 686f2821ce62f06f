import type { Hash } from '../../../core/contract/hash.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import { MANIFEST_FILE } from '../queries/openWorkspace.ts'
import { withWorkspaceLock } from './withWorkspaceLock.ts'

export type ManifestChange = {
  readonly workspace: string
  readonly text: string
  /** SHA-256 of the text that was changed. */
  readonly baseSha256: string
}

export type SavedManifest = { readonly workspace: Workspace; readonly text: string; readonly folder: string }

/**
 * Puts a person's text in place of the manifest, after judging it. A manifest of an older version is kept beside.
 * Errors: those of `withWorkspaceLock`, `manifest-invalid`, `workspace-too-new`, `manifest-changed`, `not-writable`, `disk-full`.
 */
export function saveManifest(
  ports: WorkspacePorts & { readonly hash: Hash },
  change: ManifestChange,
): Promise<Outcome<SavedManifest>> {
  const name = change.workspace
  return withWorkspaceLock(ports, name, `change the manifest of ${name}`, (opened) => {
    const { files, manifestText, migratedFrom } = opened
    if (ports.hash(manifestText) !== change.baseSha256) return changedMeanwhile()
    const parsed = ports.manifests.parse(change.text)
    if (!parsed.ok) return parsed
    const fault = identityFault(opened.workspace, parsed.value.workspace)
    if (fault !== null) return fault
    if (migratedFrom !== null) {
      const kept = files.writeText(`workspace.v${migratedFrom}.yaml`, manifestText)
      if (!kept.ok) return kept
    }
    const written = files.writeText(MANIFEST_FILE, change.text)
    return written.ok ? success({ workspace: parsed.value.workspace, text: change.text, folder: files.root }) : written
  })
}

/** What a workspace is cannot be written otherwise: its folder's name, and that its bars are synthetic. */
function identityFault(before: Workspace, after: Workspace): Outcome<never> | null {
  if (after.name !== before.name)
    return failure(
      'manifest-invalid',
      `The manifest in the folder ${before.name} has the name ${JSON.stringify(after.name)}.`,
      `Set the field name to ${before.name}; nothing was changed.`,
    )
  if (JSON.stringify(after.synthetic) !== JSON.stringify(before.synthetic))
    return failure(
      'manifest-invalid',
      'The field synthetic says where the bars came from, and it was changed.',
      'Put that field back as it was; for other data create another workspace. Nothing was changed.',
    )
  return null
}

function changedMeanwhile(): Outcome<never> {
  return failure(
    'manifest-changed',
    'The manifest was changed by somebody else since it was opened here.',
    'Copy your text, open the manifest again, and make your change anew; nothing was overwritten.',
  )
}
