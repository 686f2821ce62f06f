import type { Outcome } from '../../../core/outcome/outcome.ts'

export type Upload = {
  /** In the order in which they come. Errors: `disk-full`, `not-writable`, `file-trouble`. */
  write(bytes: Uint8Array): Promise<Outcome<void>>
  /** Gives the file its name, once every byte is on the disk; answers its absolute path. Error: `upload-cut`, where bytes are missing or too many. */
  finish(): Promise<Outcome<string>>
  /** Leaves nothing behind. */
  abandon(): Promise<void>
}

/** Files that a page handed over, for an import that is to follow. The name of a file is a wish; where it comes to lie is not the page's to say. */
export interface Uploads {
  /** Errors: `upload-too-large`, `disk-full` (also where it would not leave room for the import), `not-writable`. */
  begin(name: string, sizeBytes: number): Promise<Outcome<Upload>>
  /** Nothing happens where the path is not that of an upload. */
  remove(absolutePath: string): void
}
