import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'

export type FolderFile = { readonly file: string; readonly bytes: Uint8Array }

/**
 * Replaces a whole folder: the new one is complete under a temporary name before it takes the old one's place. A kill at any
 * moment leaves the old folder, none, or the new one, never a mix; calling again ends in the new one.
 */
export function swapFolder(files: GuardedFiles, folder: string, contents: readonly FolderFile[]): Outcome<void> {
  // Ends like every unfinished file, so that what a kill leaves is swept with them.
  const next = `.${folder}.next.tmp`
  const cleared = files.remove(next)
  if (!cleared.ok) return cleared
  for (const { file, bytes } of contents) {
    const written = files.writeBytes(`${next}/${file}`, bytes)
    if (!written.ok) return discard(files, next, written)
  }
  const moved = files.rename(next, folder)
  return moved.ok ? moved : discard(files, next, moved)
}

function discard(files: GuardedFiles, next: string, trouble: Outcome<void>): Outcome<void> {
  files.remove(next)
  return trouble
}
