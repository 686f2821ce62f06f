import type { GuardedFiles } from '../ports/guardedFiles.ts'

/** The same door, with these folders and all below them in another place: a result is made again there, from data that are read where they are. */
export function filesElsewhere(files: GuardedFiles, folders: readonly string[], place: string): GuardedFiles {
  const isMoved = (path: string) => folders.some((folder) => path === folder || path.startsWith(`${folder}/`))
  const at = (path: string) => (isMoved(path) ? `${place}/${path}` : path)
  return {
    root: files.root,
    resolve: (path) => files.resolve(at(path)),
    exists: (path) => files.exists(at(path)),
    listFiles: (path) => files.listFiles(at(path)),
    listFolders: (path) => files.listFolders(at(path)),
    readText: (path) => files.readText(at(path)),
    readBytes: (path) => files.readBytes(at(path)),
    sizeBytes: (path) => files.sizeBytes(at(path)),
    writeText: (path, text) => files.writeText(at(path), text),
    writeBytes: (path, bytes) => files.writeBytes(at(path), bytes),
    writeReadOnly: (path, text) => files.writeReadOnly(at(path), text),
    appendLine: (path, line) => files.appendLine(at(path), line),
    makeFolder: (path) => files.makeFolder(at(path)),
    rename: (from, to) => files.rename(at(from), at(to)),
    remove: (path) => files.remove(at(path)),
    copyIn: (source, to) => files.copyIn(source, at(to)),
    sha256: (path) => files.sha256(at(path)),
  }
}
