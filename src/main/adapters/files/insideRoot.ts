import { lstatSync, realpathSync } from 'node:fs'
import { join, sep } from 'node:path'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { errnoOf, fileTrouble } from './fileTrouble.ts'
import { relativePathFault } from './relativePath.ts'

export function outside(path: string, why: string): Outcome<never> {
  return failure(
    'path-outside-workspace',
    `The path ${JSON.stringify(path)} is refused: ${why}.`,
    'A job writes only below its own workspace, under plain names.',
  )
}

/**
 * The real absolute path of a relative one. Every symbolic link on the way is followed here and must end inside the root;
 * what does not exist yet is appended as it stands.
 */
export function insideRoot(root: string, path: string): Outcome<string> {
  const fault = relativePathFault(path)
  if (fault !== null) return outside(path, fault)
  try {
    return follow(root, path)
  } catch (error) {
    return fileTrouble(error, `reach ${path}`)
  }
}

/** The same for removing: the last name is not followed, so that a link itself can be removed wherever it leads. */
export function entryInsideRoot(root: string, path: string): Outcome<string> {
  if (path === '') return outside(path, 'it names the workspace itself')
  const fault = relativePathFault(path)
  if (fault !== null) return outside(path, fault)
  const slash = path.lastIndexOf('/')
  const parent = insideRoot(root, path.slice(0, Math.max(slash, 0)))
  return parent.ok ? success(join(parent.value, path.slice(slash + 1))) : parent
}

function follow(root: string, path: string): Outcome<string> {
  const realRoot = realPath(root) ?? root
  let current = realRoot
  for (const segment of path === '' ? [] : path.split('/')) {
    current = join(current, segment)
    if (!isLink(current)) continue
    const target = realPath(current)
    if (target === null) return outside(path, `"${segment}" is a symbolic link to nothing`)
    if (target !== realRoot && !target.startsWith(realRoot + sep))
      return outside(path, `"${segment}" is a symbolic link that leads out`)
    current = target
  }
  return success(current)
}

function isLink(absolutePath: string): boolean {
  return lstatSync(absolutePath, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
}

function realPath(absolutePath: string): string | null {
  try {
    return realpathSync.native(absolutePath)
  } catch (error) {
    errnoOf(error)
    return null
  }
}
