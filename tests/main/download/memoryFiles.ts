import { failure, type Outcome, success } from '../../../src/core/outcome/outcome.ts'
import type { GuardedFiles } from '../../../src/main/engine/ports/guardedFiles.ts'

/** What a process that was killed throws in these tests. */
export class Killed extends Error {}

export type MemoryFiles = GuardedFiles & {
  readonly kept: Map<string, string>
  /** Every change of a file in turn, as its path. */
  readonly changes: string[]
}

export type MemoryFaults = {
  /** Called before each change with its number; throws `Killed`, or answers true where the disk is full. */
  readonly before?: (change: number) => boolean
}

/** Files that live in memory: what is not written at all is not there, as with the real ones. */
export function memoryFiles(kept = new Map<string, string>(), faults: MemoryFaults = {}): MemoryFiles {
  const changes: string[] = []
  const change = (path: string, act: () => void): Outcome<void> => {
    const isFull = faults.before?.(changes.length) ?? false
    changes.push(path)
    if (isFull) return failure('disk-full', `Could not write ${path}: the disk is full.`, 'Make room.')
    act()
    return success(undefined)
  }
  const isIn = (path: string, folder: string) => path.startsWith(`${folder}/`)
  const missing = (path: string) => failure('file-missing', `There is no ${path}.`, '')
  const names = (folder: string) => [...kept.keys()].filter((path) => isIn(path, folder)).sort()
  return {
    root: '/',
    kept,
    changes,
    resolve: (path) => success(`/${path}`),
    exists: (path) => kept.has(path) || [...kept.keys()].some((one) => isIn(one, path)),
    listFiles: (folder) =>
      names(folder)
        .map((path) => path.slice(folder.length + 1))
        .filter((name) => !name.includes('/')),
    listFolders: (folder) => [
      ...new Set(
        names(folder)
          .map((path) => path.slice(folder.length + 1))
          .filter((name) => name.includes('/'))
          .map((name) => name.slice(0, name.indexOf('/'))),
      ),
    ],
    readText: (path) => (kept.has(path) ? success(kept.get(path)!) : missing(path)),
    readBytes: (path) => (kept.has(path) ? success(new TextEncoder().encode(kept.get(path)!)) : missing(path)),
    sizeBytes: (path) => (kept.has(path) ? success(new TextEncoder().encode(kept.get(path)!).length) : missing(path)),
    writeText: (path, text) => change(path, () => void kept.set(path, text)),
    writeBytes: (path, bytes) => change(path, () => void kept.set(path, new TextDecoder().decode(bytes))),
    writeReadOnly: (path, text) => change(path, () => void kept.set(path, text)),
    appendLine: (path, line) => change(path, () => void kept.set(path, `${kept.get(path) ?? ''}${line}\n`)),
    makeFolder: () => success(undefined),
    rename: (from, to) =>
      change(to, () => {
        kept.set(to, kept.get(from)!)
        kept.delete(from)
      }),
    remove: (path) => {
      for (const one of names(path)) {
        const removed = change(one, () => void kept.delete(one))
        if (!removed.ok) return removed
      }
      return kept.has(path) ? change(path, () => void kept.delete(path)) : success(undefined)
    },
    copyIn: () => missing('the source'),
    sha256: missing,
  }
}
