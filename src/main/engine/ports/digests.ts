import type { Outcome } from '../../../core/outcome/outcome.ts'

interface Digest {
  update(bytes: Uint8Array): void
  /** SHA-256 in lower-case hex; the digest is spent. */
  hex(): string
}

export interface Digests {
  open(): Digest
  /** SHA-256 of a file; reports the bytes done. Errors: `file-missing`, `not-a-file`, `file-unreadable`. */
  ofFile(
    absolutePath: string,
    onProgress: (bytesDone: number, bytesTotal: number) => void,
  ): Promise<Outcome<FileDigest>>
}

export type FileDigest = { readonly sha256: string; readonly sizeBytes: number; readonly modifiedMs: number }
