import { type Dirent, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FileTrees, TreeEntry, TreeMeasure } from '../../engine/ports/fileTrees.ts'
import { errnoOf } from './fileTrouble.ts'

export const diskFileTrees: FileTrees = {
  entries: (path) => listed(path).map((entry) => ({ name: entry.name, kind: kindOf(entry) })),
  measure,
}

function measure(path: string): TreeMeasure {
  const own = lstatSync(path, { throwIfNoEntry: false })
  if (own === undefined) return { files: 0, bytes: 0, newestMs: Number.NaN }
  if (!own.isDirectory()) return { files: 1, bytes: own.isFile() ? own.size : 0, newestMs: own.mtimeMs }
  const sum = { files: 0, bytes: 0, newestMs: Number.NaN }
  for (const entry of listed(path)) {
    const { files, bytes, newestMs } = measure(join(path, entry.name))
    sum.files += files
    sum.bytes += bytes
    if (!(sum.newestMs >= newestMs) && !Number.isNaN(newestMs)) sum.newestMs = newestMs
  }
  return sum
}

function listed(path: string): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  } catch (error) {
    errnoOf(error)
    return []
  }
}

function kindOf(entry: Dirent): TreeEntry['kind'] {
  if (entry.isSymbolicLink()) return 'link'
  if (entry.isDirectory()) return 'folder'
  return entry.isFile() ? 'file' : 'other'
}
