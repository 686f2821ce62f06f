import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One hash of every file of a workspace, names and bytes. */
export function workspaceHash(home: string, name: string): string {
  const root = join(home, 'workspaces', name)
  const hash = createHash('sha256')
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  for (const path of entries.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    hash.update(`${path.slice(root.length)}\n`)
    hash.update(readFileSync(path))
  }
  return hash.digest('hex')
}
