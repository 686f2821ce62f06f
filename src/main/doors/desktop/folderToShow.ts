import { realpathSync, statSync } from 'node:fs'
import { isAbsolute } from 'node:path'

const MOST_LETTERS = 4_096

/** The folder that a page asks to be shown, its links followed; null: nothing that may be shown. It is pointed at in the file manager, never opened: a folder can be a program. */
export function folderToShow(asked: unknown): string | null {
  if (typeof asked !== 'string' || asked.length > MOST_LETTERS || !isAbsolute(asked)) return null
  try {
    const folder = realpathSync.native(asked)
    return statSync(folder).isDirectory() ? folder : null
  } catch {
    return null
  }
}
