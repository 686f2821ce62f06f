import type { z } from 'zod'
import type { importFormatSchema } from '../../../core/contract/workbench/api.ts'
import { type ColumnChoices, columnsText, NO_CHOICES } from './columnsText.ts'

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
  readonly columns: ColumnChoices
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
  columns: NO_CHOICES,
}

/** Only what was said: the rest is the engine's to tell from the file. */
export function importFormat(draft: ImportDraft, columnNames: readonly string[]): ImportFormat {
  const columns = columnsText(draft.columns, columnNames)
  const tz = draft.tz.trim()
  const timeFormat = draft.timeFormat.trim()
  return {
    file: draft.file.trim(),
    ...(columns === null ? {} : { columns }),
    ...(draft.timeUnit === null ? {} : { timeUnit: draft.timeUnit }),
    ...(timeFormat === '' ? {} : { timeFormat }),
    ...(tz === '' ? {} : { tz }),
    ...(draft.header === null ? {} : { header: draft.header }),
    ...(draft.delimiter === null ? {} : { delimiter: draft.delimiter }),
  }
}
