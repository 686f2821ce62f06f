import type { z } from 'zod'
import type { importFormatSchema } from '../../../core/contract/workbench/api.ts'
import { type ColumnChoices, columnsText } from './columnsText.ts'

type ImportFormat = z.infer<typeof importFormatSchema>

/** What the form holds; empty or null: told from the file. */
export type ImportDraft = {
  readonly file: string
  readonly symbol: string
  readonly interval: string
  readonly tz: string
  readonly timeUnit: NonNullable<ImportFormat['timeUnit']> | null
  readonly timeFormat: string
  readonly header: 'yes' | 'no' | null
  readonly delimiter: string | null
  readonly columns: ColumnChoices | null
}

export const EMPTY_IMPORT: ImportDraft = {
  file: '',
  symbol: '',
  interval: '',
  tz: '',
  timeUnit: null,
  timeFormat: '',
  header: null,
  delimiter: null,
  columns: null,
}

const CUTS_COLUMNS = ['file', 'header', 'delimiter'] as const satisfies readonly (keyof ImportDraft)[]

/** Columns chosen by hand mean nothing once the file is another or is cut otherwise. */
export function changedDraft(draft: ImportDraft, patch: Partial<ImportDraft>): ImportDraft {
  const isCutAnew = CUTS_COLUMNS.some((key) => key in patch && patch[key] !== draft[key])
  return { ...draft, ...(isCutAnew ? { columns: null } : {}), ...patch }
}

/** Only what was said: the rest is the engine's to tell from the file. */
export function importFormat(draft: ImportDraft, columnNames: readonly string[]): ImportFormat {
  const tz = draft.tz.trim()
  const timeFormat = draft.timeFormat.trim()
  return {
    file: draft.file.trim(),
    ...(draft.columns === null ? {} : { columns: columnsText(draft.columns, columnNames) }),
    ...(draft.timeUnit === null ? {} : { timeUnit: draft.timeUnit }),
    ...(timeFormat === '' ? {} : { timeFormat }),
    ...(tz === '' ? {} : { tz }),
    ...(draft.header === null ? {} : { header: draft.header }),
    ...(draft.delimiter === null ? {} : { delimiter: draft.delimiter }),
  }
}
