import { tableValueName } from '../../../core/market/tableValueName.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { BAR_FIELDS, barColumnsByName, clearBarColumns, NEEDED_BAR_FIELDS } from './barColumnsOf.ts'
import { parseColumnSpec, resolveColumns } from './columnSpec.ts'
import type { FormatTarget } from './describedFormat.ts'
import type { FormatOptions } from './importOptions.ts'

export type Fields = {
  readonly columns: Record<string, number[]>
  readonly knownDelayMs: number | null
  readonly guessed: boolean
}

const DELAY = /^event(?:\+(\d+)(s|m|h|d))?$/
const DELAY_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Which column is which, by what was said, else by the names. `byOrder` answers for bars without names. */
export function fieldsOf(
  target: FormatTarget,
  said: string | undefined,
  columnNames: readonly string[] | null,
  fieldCount: number,
  byOrder: () => Outcome<Record<string, number[]>>,
): Outcome<Fields> {
  if (target === 'table') return tableFields(said, columnNames, fieldCount)
  if (said === undefined) {
    const columns = columnNames === null ? byOrder() : barColumnsByName(columnNames)
    return columns.ok ? success({ columns: columns.value, knownDelayMs: null, guessed: true }) : columns
  }
  const spec = parseColumnSpec(said, BAR_FIELDS, NEEDED_BAR_FIELDS)
  if (!spec.ok) return spec
  const columns = resolveColumns(spec.value, columnNames, fieldCount)
  if (!columns.ok) return columns
  for (const field of NEEDED_BAR_FIELDS) {
    if (field !== 'volume' && columns.value[field]!.length === 0)
      return failure('bad-columns', `Bars need a column for ${field}.`, 'Only volume and trades may be none.')
  }
  return success({ columns: columns.value, knownDelayMs: null, guessed: false })
}

/** Where not all columns can be told: those whose names leave no doubt. */
export function likelyBarColumns(
  target: FormatTarget,
  options: FormatOptions,
  columnNames: readonly string[] | null,
): Record<string, number[]> {
  return target === 'bars' && options.columns === undefined && columnNames !== null ? clearBarColumns(columnNames) : {}
}

/**
 * A table needs `event`, `known` and `key`; `known=event+8h` where no column says it, `key=none` where there is one series only.
 * The other fields named are its values; where none is, all other columns are.
 */
function tableFields(
  said: string | undefined,
  columnNames: readonly string[] | null,
  fieldCount: number,
): Outcome<Fields> {
  if (said === undefined) return tableNeeds(columnNames)
  const delay = /(?:^|,)\s*known=(event(?:\+\d+[smhd])?)\s*(?:,|$)/.exec(said)?.[1]
  const useDelay = delay !== undefined && !(columnNames ?? []).includes(delay)
  const rest = useDelay ? said.replace(`known=${delay}`, 'known=none') : said
  const spec = parseColumnSpec(rest, null, ['event', 'known', 'key'])
  if (!spec.ok) return spec
  const columns = resolveColumns(spec.value, columnNames, fieldCount)
  if (!columns.ok) return columns
  if (columns.value.event!.length !== 1 || (columns.value.known!.length !== 1 && !useDelay))
    return tableNeeds(columnNames)
  if (Object.keys(columns.value).length === 3) addRemaining(columns.value, columnNames, fieldCount)
  const parts = useDelay ? DELAY.exec(delay) : null
  const knownDelayMs = parts === null ? null : Number(parts[1] ?? 0) * (DELAY_MS[parts[2] ?? 's'] ?? 0)
  return success({ columns: columns.value, knownDelayMs, guessed: false })
}

function addRemaining(
  columns: Record<string, number[]>,
  columnNames: readonly string[] | null,
  fieldCount: number,
): void {
  const used = new Set(Object.values(columns).flat())
  for (let position = 0; position < fieldCount; position++) {
    if (used.has(position)) continue
    columns[tableValueName(columnNames?.[position], position, new Set(Object.keys(columns)))] = [position]
  }
}

function tableNeeds(columnNames: readonly string[] | null): Outcome<never> {
  const there = columnNames === null ? '' : ` The file has: ${columnNames.join(', ')}.`
  return failure(
    'columns-needed',
    'A table needs to be told when each row happened, when it was known, and whose it is.',
    `Give --columns event=Date,known=Published,key=Symbol; known=event+8h where it was known 8 hours after the event, key=none for one series.${there}`,
  )
}
