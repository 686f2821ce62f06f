import { BUNDLE_FILE } from '../../../core/contract/bundleRecord.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'

const DEEPEST = 8

/** Every file of a folder but the bundle's own list, sorted. */
export function filesOfBundle(files: GuardedFiles, folder = '', depth = 0): readonly string[] {
  const path = (name: string) => (folder === '' ? name : `${folder}/${name}`)
  const own = files.listFiles(folder).map(path)
  const below =
    depth === DEEPEST ? [] : files.listFolders(folder).flatMap((name) => filesOfBundle(files, path(name), depth + 1))
  return [...own, ...below].filter((name) => name !== BUNDLE_FILE).sort((a, b) => (a < b ? -1 : 1))
}
