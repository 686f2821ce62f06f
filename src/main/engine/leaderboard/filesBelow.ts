import type { GuardedFiles } from '../ports/guardedFiles.ts'

/** The same door with every path below a folder, so that what is made again lies apart from what is kept. */
export function filesBelow(files: GuardedFiles, folder: string): GuardedFiles {
  const at = (path: string) => (path === '' ? folder : `${folder}/${path}`)
  return {
    root: `${files.root}/${folder}`,
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
