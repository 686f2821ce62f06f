import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { RestPage } from './fetchParts.ts'

/** `sha256` null: the source has no checksum for it. */
export type FetchedArchive = { readonly bytes: Uint8Array; readonly sha256: string | null }

type FetchCounts = { requests: number; retries: number; bytes: number }

/** Where archives and answers come from. Null: the source says that it has no such thing. */
export type FetchSource = {
  readonly name: string
  readonly counts: FetchCounts
  archive(path: string): Promise<Outcome<FetchedArchive | null>>
  page(page: RestPage): Promise<Outcome<readonly unknown[] | null>>
}

export const MOST_ARCHIVE_BYTES = 128 * 1024 * 1024
export const MOST_UNPACKED_BYTES = 512 * 1024 * 1024
export const MOST_PAGE_BYTES = 16 * 1024 * 1024
