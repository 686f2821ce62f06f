import type { JobRequest } from '../../../core/contract/workbench/api.ts'
import type { ImportPreviewRequest, ImportSubject } from '../../../core/contract/workbench/importCalls.ts'
import {
  COLUMN_FIELDS,
  type ColumnChoices,
  columnsText,
  missingFields,
  predictionColumns,
  type SeenColumns,
  tableColumns,
  valuePlaces,
} from './columnsText.ts'

/** When a row of a table was known: as a column says, at once, or some time later. */
export const KNOWN_WAYS = ['column', 'event', 'later'] as const
export type KnownWay = (typeof KNOWN_WAYS)[number]

/** What the form holds; empty or null: told from the file. */
export type ImportDraft = {
  readonly subject: ImportSubject
  readonly file: string
  readonly symbol: string
  readonly interval: string
  readonly table: string
  readonly known: KnownWay
  /** As in `8h`. */
  readonly delay: string
  readonly hasKey: boolean
  readonly keepStamps: boolean
  readonly model: string
  readonly tz: string
  readonly timeUnit: NonNullable<ImportPreviewRequest['timeUnit']> | null
  readonly timeFormat: string
  readonly header: 'yes' | 'no' | null
  readonly delimiter: string | null
  readonly columns: ColumnChoices | null
}

export const EMPTY_IMPORT: ImportDraft = {
  subject: 'bars',
  file: '',
  symbol: '',
  interval: '',
  table: '',
  known: 'column',
  delay: '',
  hasKey: true,
  keepStamps: false,
  model: '',
  tz: '',
  timeUnit: null,
  timeFormat: '',
  header: null,
  delimiter: null,
  columns: null,
}

const CUTS_COLUMNS = ['file', 'header', 'delimiter', 'subject'] as const satisfies readonly (keyof ImportDraft)[]
const TABLE_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/
const MODEL_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/
const DELAY = /^\d+[smhd]$/

/** Columns chosen by hand mean nothing once the file is another, is cut otherwise or is taken for something else. */
export function changedDraft(draft: ImportDraft, patch: Partial<ImportDraft>): ImportDraft {
  const isCutAnew = CUTS_COLUMNS.some((key) => key in patch && patch[key] !== draft[key])
  return { ...draft, ...(isCutAnew ? { columns: null } : {}), ...patch }
}

/** Only what was said: the rest is the engine's to tell from the file. Predictions have a header, and are cut as it shows. */
export function importFormat(draft: ImportDraft, seen: SeenColumns) {
  const tz = draft.tz.trim()
  const timeFormat = draft.timeFormat.trim()
  const isCutByHand = draft.subject !== 'predictions'
  return {
    file: draft.file.trim(),
    ...(draft.columns === null ? {} : { columns: chosenColumns(draft, draft.columns, seen) }),
    ...(draft.timeUnit === null ? {} : { timeUnit: draft.timeUnit }),
    ...(timeFormat === '' ? {} : { timeFormat }),
    ...(tz === '' ? {} : { tz }),
    ...(draft.header === null || !isCutByHand ? {} : { header: draft.header }),
    ...(draft.delimiter === null || !isCutByHand ? {} : { delimiter: draft.delimiter }),
  }
}

function chosenColumns(draft: ImportDraft, choices: ColumnChoices, seen: SeenColumns): string {
  if (draft.subject === 'bars') return columnsText(choices, seen.names)
  if (draft.subject === 'predictions') return predictionColumns(choices, seen.names)
  return tableColumns(choices, seen, { known: knownText(draft), hasKey: draft.hasKey })
}

function knownText({ known, delay }: ImportDraft): string | null {
  if (known === 'event') return 'event'
  return known === 'later' && DELAY.test(delay.trim()) ? `event+${delay.trim()}` : null
}

/** `interval`: of the workspace. */
export function previewRequest(draft: ImportDraft, seen: SeenColumns, interval: string): ImportPreviewRequest {
  const { subject } = draft
  const predicted = subject === 'predictions' ? { interval: draft.interval.trim() || interval } : {}
  return { ...importFormat(draft, seen), subject, ...predicted }
}

export function importRequest(draft: ImportDraft, seen: SeenColumns): JobRequest {
  const format = importFormat(draft, seen)
  const length = draft.interval.trim() === '' ? {} : { interval: draft.interval.trim() }
  switch (draft.subject) {
    case 'table': {
      const keepStamps = draft.keepStamps && isFunding(draft) ? { keepStamps: true } : {}
      return { kind: 'import', ...format, table: draft.table.trim(), ...keepStamps }
    }
    case 'predictions':
      return { kind: 'predictions', ...format, model: draft.model.trim(), ...length }
    default:
      return { kind: 'import', ...format, symbol: draft.symbol, ...length }
  }
}

/** Its stamps are held against the settlement grid. */
export function isFunding({ table }: ImportDraft): boolean {
  return table.trim().toLowerCase() === 'funding'
}

/** Fields that no column holds yet. `choices`: what is chosen, or told from the file. */
export function unsaidFields(draft: ImportDraft, choices: ColumnChoices, seen: SeenColumns): readonly string[] {
  const { needed } = COLUMN_FIELDS[draft.subject]
  if (draft.subject !== 'table') return missingFields(choices, needed)
  const own = [...needed, ...(draft.known === 'column' ? ['known'] : []), ...(draft.hasKey ? ['key'] : [])]
  const hasValue = valuePlaces(choices, seen.width).length > 0
  return [...missingFields(choices, own), ...(hasValue ? [] : ['a value'])]
}

/** What is wrong beside the file itself, in one sentence a field; empty: nothing. */
export function draftFaults(draft: ImportDraft): Readonly<Partial<Record<'table' | 'model' | 'delay', string>>> {
  const { subject, table, model, known, delay } = draft
  if (subject === 'predictions') {
    if (model.trim() === '' || MODEL_NAME.test(model.trim())) return {}
    return { model: 'Letters, digits, ".", "_" and "-", beginning with a letter or digit.' }
  }
  if (subject !== 'table') return {}
  const isNamed = table.trim() === '' || TABLE_NAME.test(table.trim())
  const isTimed = known !== 'later' || delay.trim() === '' || DELAY.test(delay.trim())
  return {
    ...(isNamed ? {} : { table: 'Letters, digits, "_" and "-", beginning with a letter or digit.' }),
    ...(isTimed ? {} : { delay: 'A number and s, m, h or d, such as 8h.' }),
  }
}

/** Whether everything is said that only a person can say. */
export function isWhole(draft: ImportDraft): boolean {
  if (Object.keys(draftFaults(draft)).length > 0) return false
  if (draft.subject === 'bars') return draft.symbol !== ''
  if (draft.subject === 'predictions') return draft.model.trim() !== ''
  return draft.table.trim() !== '' && (draft.known !== 'later' || draft.delay.trim() !== '')
}
