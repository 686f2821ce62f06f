import { constants, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../../engine/ports/guardedFiles.ts'
import { appendToFile } from './appendToFile.ts'
import { type FileCalls, systemFileCalls } from './fileCalls.ts'
import { fileTrouble } from './fileTrouble.ts'
import { hashFile } from './hashFile.ts'
import { entryInsideRoot, insideRoot, outside } from './insideRoot.ts'
import { renameOver } from './renameOver.ts'
import { replaceFile, writeNewFile } from './replaceFile.ts'
import { TEMPORARY_SUFFIX } from './temporaryFiles.ts'

type Kind = 'file' | 'folder'

/** `mustExist`: nothing is written once the root itself is gone, so that a folder that was taken away does not come back. */
export function createGuardedFiles(
  root: string,
  calls: FileCalls = systemFileCalls,
  { mustExist = false }: { readonly mustExist?: boolean } = {},
): GuardedFiles {
  const at = <T>(path: string, what: string, act: (absolutePath: string) => T): Outcome<T> => {
    const resolved = insideRoot(root, path)
    return resolved.ok ? attempt(`${what} ${path}`, () => act(resolved.value)) : resolved
  }
  const change = <T>(path: string, what: string, act: (absolutePath: string) => T): Outcome<T> => {
    if (path === '') return outside(path, 'it names the workspace itself')
    return mustExist && !existsSync(root) ? rootGone(root) : at(path, what, act)
  }
  const write = (path: string, bytes: Uint8Array, mode: number | null = null): Outcome<void> =>
    change(path, 'write', (target) =>
      replaceFile(calls, target, (temporary) => {
        writeNewFile(calls, temporary, bytes)
        if (mode !== null) calls.chmodSync(temporary, mode)
      }),
    )

  return {
    root,
    resolve: (path) => insideRoot(root, path),
    exists: (path) => {
      const found = at(path, 'look for', existsSync)
      return found.ok && found.value
    },
    listFiles: (path) => list(at(path, 'list', (folder) => entriesOf(folder, 'file'))),
    listFolders: (path) => list(at(path, 'list', (folder) => entriesOf(folder, 'folder'))),
    readText: (path) => at(path, 'read', (file) => readFileSync(file, 'utf8')),
    readBytes: (path) => at(path, 'read', (file) => ownBytes(readFileSync(file))),
    sizeBytes: (path) => at(path, 'measure', (file) => statSync(file).size),
    writeText: (path, text) => write(path, new TextEncoder().encode(text)),
    writeBytes: (path, bytes) => write(path, bytes),
    writeReadOnly: (path, text) => write(path, new TextEncoder().encode(text), 0o444),
    appendLine: (path, line) => {
      const appended = change(path, 'append to', (file) => appendToFile(calls, file, line))
      if (!appended.ok) return appended
      return appended.value ? success(undefined) : outside(path, 'the file has a second name (a hard link)')
    },
    makeFolder: (path) =>
      change(path, 'make the folder', (folder) => void calls.mkdirSync(folder, { recursive: true })),
    rename: (from, to) => {
      const source = change(from, 'find', existsSync)
      if (!source.ok) return source
      if (!source.value)
        return failure('file-missing', `Could not rename ${from}: it does not exist.`, 'Run the command again.')
      const resolvedSource = insideRoot(root, from)
      if (!resolvedSource.ok) return resolvedSource
      return change(to, 'rename to', (target) => renameOver(calls, resolvedSource.value, target))
    },
    remove: (path) => {
      const entry = entryInsideRoot(root, path)
      if (!entry.ok) return entry
      return attempt(`remove ${path}`, () => calls.rmSync(entry.value, { recursive: true, force: true }))
    },
    copyIn: (source, to) => copyIn(calls, source, (act) => change(to, 'copy to', act)),
    sha256: (path) => at(path, 'read', hashFile),
  }
}

/** Over memory of their own, from its first byte: not copied where they are that already. */
function ownBytes({ buffer, byteOffset, byteLength }: Buffer<ArrayBuffer>): Uint8Array {
  const isOwn = byteOffset === 0 && buffer.byteLength === byteLength
  return new Uint8Array(isOwn ? buffer : buffer.slice(byteOffset, byteOffset + byteLength))
}

function attempt<T>(what: string, act: () => T): Outcome<T> {
  try {
    return success(act())
  } catch (error) {
    return fileTrouble(error, what)
  }
}

function rootGone(root: string): Outcome<never> {
  return failure(
    'workspace-missing',
    `The folder ${root} is there no more: it was removed or renamed while it was in use.`,
    'Put the folder back under its name and start again; what was finished in it is kept there.',
  )
}

function copyIn(
  calls: FileCalls,
  source: string,
  atTarget: (act: (target: string) => void) => Outcome<void>,
): Outcome<void> {
  if (!statSync(source, { throwIfNoEntry: false })?.isFile())
    return failure('file-missing', `There is no file ${source}.`, 'Check the path.')
  return atTarget((target) =>
    replaceFile(calls, target, (temporary) => calls.copyFileSync(source, temporary, constants.COPYFILE_EXCL)),
  )
}

/** By code unit, so that every machine lists alike. What is still being written is not there yet. */
function entriesOf(folder: string, kind: Kind): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(
      (entry) => (kind === 'file' ? entry.isFile() : entry.isDirectory()) && !entry.name.endsWith(TEMPORARY_SUFFIX),
    )
    .map((entry) => entry.name)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

function list(found: Outcome<readonly string[]>): readonly string[] {
  return found.ok ? found.value : []
}
