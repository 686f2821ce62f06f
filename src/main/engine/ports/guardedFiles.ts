import type { Outcome } from '../../../core/outcome/outcome.ts'

/**
 * The one door for file writes. Every path is relative to `root` (forward slashes); `..`, absolute paths, device names, NUL and
 * symbolic links that lead out are refused with `path-outside-workspace`. Every write goes to a temporary name and is renamed.
 */
export interface GuardedFiles {
  readonly root: string
  /** The checked absolute path, for adapters that must hand a path to a foreign library. */
  resolve(relativePath: string): Outcome<string>
  exists(relativePath: string): boolean
  /** File names (not folders) directly in a folder, sorted by code unit; empty where the folder is missing. */
  listFiles(relativePath: string): readonly string[]
  listFolders(relativePath: string): readonly string[]
  readText(relativePath: string): Outcome<string>
  readBytes(relativePath: string): Outcome<Uint8Array>
  sizeBytes(relativePath: string): Outcome<number>
  writeText(relativePath: string, text: string): Outcome<void>
  writeBytes(relativePath: string, bytes: Uint8Array): Outcome<void>
  /** A file that nobody is to change: it is written with mode 0444. */
  writeReadOnly(relativePath: string, text: string): Outcome<void>
  appendLine(relativePath: string, line: string): Outcome<void>
  makeFolder(relativePath: string): Outcome<void>
  /** Renames within the root, replacing the target. */
  rename(fromRelative: string, toRelative: string): Outcome<void>
  remove(relativePath: string): Outcome<void>
  copyIn(absoluteSource: string, toRelative: string): Outcome<void>
  sha256(relativePath: string): Outcome<string>
}
