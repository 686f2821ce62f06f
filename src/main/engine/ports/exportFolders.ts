import type { Outcome } from '../../../core/outcome/outcome.ts'

export type ExportFile = {
  /** Relative to the new folder, with forward slashes. */
  readonly file: string
  readonly absoluteSource: string
  /** What the copy must have. */
  readonly sha256: string
}

/** Copies files to a folder of the person's choice, outside of everything the engine keeps. */
export interface ExportFolders {
  /**
   * All or nothing: the folder gets its name once every copy is there and has its hash. It may exist only where it is empty. Answers
   * its real absolute path. Errors: `folder-not-absolute`, `folder-not-empty`, `folder-inside-workspaces`, `folder-unusable`,
   * `published-changed`, `not-writable`, `disk-full`, `not-a-file`, `file-missing`, `file-trouble`.
   */
  write(absoluteFolder: string, files: readonly ExportFile[]): Outcome<string>
}
