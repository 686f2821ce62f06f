import type { Outcome } from '../../../core/outcome/outcome.ts'

type ZipEntry = { readonly name: string; readonly bytes: Uint8Array }

/** Errors: `zip-broken`, `zip-too-big` (unpacked, more than `mostBytes`). */
export interface ZipFiles {
  unzip(bytes: Uint8Array, mostBytes: number): Outcome<readonly ZipEntry[]>
}
