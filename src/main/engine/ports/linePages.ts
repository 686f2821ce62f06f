import type { Outcome } from '../../../core/outcome/outcome.ts'

export type LinePage = { readonly total: number; readonly lines: readonly string[] }

/**
 * Lines of a UTF-8 file of any size, a page at a time: the file is walked once, later pages are read where they lie, until it changes.
 * Errors: `file-missing`, `not-a-file`, `file-unreadable`, `lines-too-long`.
 */
export interface LinePages {
  /** At most `limit` lines from `offset` (from 0) on, without their ends; `total`: of the file. */
  page(absolutePath: string, offset: number, limit: number): Promise<Outcome<LinePage>>
}
