import type { Hash } from '../../../core/contract/hash.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { WORKSPACE_NAME_PATTERN } from '../../../core/contract/workspace.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { readStoredPassport, storedSeries } from '../data/storedPassport.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import { MANIFEST_FILE, openWorkspace } from '../queries/openWorkspace.ts'
import type { ManifestChange, SavedManifest } from './saveManifest.ts'

/**
 * Puts a usable text in place of a manifest that cannot be used, under the workspace's lock; the old text is kept beside. Errors: `bad-name`,
 * `workspace-missing`, `workspace-busy`, `manifest-changed`, `manifest-invalid`, `workspace-too-new`, `not-writable`, `disk-full`.
 */
export function repairManifest(
  ports: WorkspacePorts & { readonly hash: Hash },
  { workspace, text, baseSha256 }: ManifestChange,
): Outcome<SavedManifest> {
  const source = manifestSource(ports, workspace)
  if (!source.ok) return source
  const { files } = source.value
  const lock = ports.locks.acquire(files.root, `repair the manifest of ${workspace}`)
  if (!lock.ok) return lock
  try {
    const now = manifestSource(ports, workspace)
    if (!now.ok) return now
    if (ports.hash(now.value.text) !== baseSha256) return changedMeanwhile()
    const parsed = ports.manifests.parse(text)
    if (!parsed.ok) return parsed
    const fault = identityFault(files, workspace, parsed.value.workspace)
    if (fault !== null) return fault
    const kept = now.value.exists ? keepBroken(files, ports.hash, now.value.text) : success(undefined)
    if (!kept.ok) return kept
    const written = files.writeText(MANIFEST_FILE, text)
    return written.ok ? success({ workspace: parsed.value.workspace, text, folder: files.root }) : written
  } finally {
    lock.value.release()
  }
}

export type ManifestText = { readonly text: string; readonly exists: boolean; readonly files: GuardedFiles }

/** The text as it lies there, of whatever kind. Errors: `bad-name`, `workspace-missing`, those of reading. */
export function manifestSource(ports: Pick<WorkspacePorts, 'home' | 'manifests'>, name: string): Outcome<ManifestText> {
  if (!WORKSPACE_NAME_PATTERN.test(name) || !ports.home.hasWorkspace(name)) {
    const opened = openWorkspace(ports, name)
    if (!opened.ok) return opened
  }
  const files = ports.home.workspaceFiles(name)
  const text = files.readText(MANIFEST_FILE)
  if (text.ok) return success({ text: text.value, exists: true, files })
  return text.trouble.code === 'file-missing' ? success({ text: '', exists: false, files }) : text
}

/** Named by its content, so that no broken text takes the place of another; its bytes, because what is broken need not be UTF-8. */
function keepBroken(files: GuardedFiles, hash: Hash, text: string): Outcome<void> {
  const bytes = files.readBytes(MANIFEST_FILE)
  return bytes.ok ? files.writeBytes(`workspace.broken-${hash(text).slice(0, 8)}.yaml`, bytes.value) : bytes
}

/** The broken text cannot be asked what the workspace was; its folder and its bars can. */
function identityFault(files: GuardedFiles, name: string, after: Workspace): Outcome<never> | null {
  if (after.name !== name)
    return failure(
      'manifest-invalid',
      `The manifest in the folder ${name} has the name ${JSON.stringify(after.name)}.`,
      `Set the field name to ${name}; nothing was changed.`,
    )
  for (const { symbol, interval } of storedSeries(files)) {
    const passport = readStoredPassport(files, symbol, interval)
    const label = passport.ok ? passport.value.synthetic : null
    if (label === null || sameLabel(label, after.synthetic)) continue
    return failure(
      'manifest-invalid',
      `The bars of this workspace are synthetic (${label.kind}, seed ${label.seed}, strength ${label.strength ?? 'null'}), and the manifest does not say so.`,
      'Set the field synthetic with that kind, seed and strength; nothing was changed.',
    )
  }
  return null
}

type Label = NonNullable<Workspace['synthetic']>

function sameLabel(label: Label, said: Workspace['synthetic']): boolean {
  return said?.kind === label.kind && said.seed === label.seed && said.strength === label.strength
}

function changedMeanwhile(): Outcome<never> {
  return failure(
    'manifest-changed',
    'The manifest was changed by somebody else since it was opened here.',
    'Copy your text, open the manifest again, and make your change anew; nothing was overwritten.',
  )
}
