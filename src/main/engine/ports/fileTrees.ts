export type TreeEntry = { readonly name: string; readonly kind: 'file' | 'folder' | 'link' | 'other' }

/** `newestMs`: when the newest file was written, UTC; NaN where there is none. A link counts as itself, never as what it leads to. */
export type TreeMeasure = { readonly files: number; readonly bytes: number; readonly newestMs: number }

/** What lies below absolute paths that the guarded door has checked. No link is followed; what cannot be read counts as nothing. */
export interface FileTrees {
  /** Sorted by code unit; empty where there is no folder. */
  entries(absolutePath: string): readonly TreeEntry[]
  measure(absolutePath: string): TreeMeasure
}
