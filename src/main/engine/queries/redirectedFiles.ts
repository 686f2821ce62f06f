import type { GuardedFiles } from '../ports/guardedFiles.ts'

/** The same door whose paths lead where `at` says; every check of the door itself stays. `root`: what it calls its own folder. */
function redirected(files: GuardedFiles, root: string, at: (path: string) => string): GuardedFiles {
  return {
    root,
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

/** Every path below a folder, so that what is made again lies apart from what is kept. */
export function filesBelow(files: GuardedFiles, folder: string): GuardedFiles {
  return redirected(files, `${files.root}/${folder}`, (path) => (path === '' ? folder : `${folder}/${path}`))
}

/** These folders and all below them in another place: a result is made again there, from data that are read where they are. */
export function filesElsewhere(files: GuardedFiles, folders: readonly string[], place: string): GuardedFiles {
  const isMoved = (path: string) => folders.some((folder) => path === folder || path.startsWith(`${folder}/`))
  return redirected(files, files.root, (path) => (isMoved(path) ? `${place}/${path}` : path))
}
