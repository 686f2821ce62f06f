import type { ManifestFault } from '../../../core/contract/workbench/views.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'

/** `migratedFrom` is the version found in the text, or null where the text already is of today's version. */
export type ParsedManifest = { readonly workspace: Workspace; readonly migratedFrom: number | null }

/** The text form of a workspace's manifest. */
export interface ManifestFormat {
  /** Errors: `manifest-invalid` (names the field), `workspace-too-new`. */
  parse(text: string): Outcome<ParsedManifest>
  /** All that is wrong with a text, in its order; empty exactly where `parse` takes it. */
  faults(text: string): readonly ManifestFault[]
  /** A new manifest, with comments that explain it. */
  render(workspace: Workspace): string
  /** The text with only the changed fields changed: comments, order and blank lines stay. */
  edit(text: string, workspace: Workspace): Outcome<string>
}
