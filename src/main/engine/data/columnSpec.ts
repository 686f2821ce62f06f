import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'

/** Fields by position (null: ignored), or by the names of columns, first choice first. */
export type ColumnSpec =
  | { readonly kind: 'positions'; readonly fields: readonly (string | null)[] }
  | { readonly kind: 'names'; readonly names: ReadonlyMap<string, readonly string[]> }

const NO_COLUMN = 'none'

/**
 * `time,open,high,low,close,volume,-` maps by position; `time=Datetime,open=open|Open,high=#3,volume=none` by name or number.
 * Error `bad-columns`: a field is unknown, given twice, or missing.
 */
export function parseColumnSpec(
  text: string,
  known: readonly string[] | null,
  needed: readonly string[],
): Outcome<ColumnSpec> {
  const items = text.split(',').map((item) => item.trim())
  const named = items.some((item) => item.includes('='))
  const seen = new Map<string, readonly string[]>()
  for (const item of items) {
    if (item === '' || item === '-') continue
    const equals = item.indexOf('=')
    if (named && equals < 1) return badColumns(`"${item}" is not of the form field=column.`)
    const field = named ? item.slice(0, equals).trim() : item
    if (known !== null && !known.includes(field))
      return badColumns(`"${field}" is no field; the fields are ${known.join(', ')}.`)
    if (seen.has(field)) return badColumns(`The field "${field}" is given twice.`)
    seen.set(
      field,
      named
        ? item
            .slice(equals + 1)
            .split('|')
            .map((name) => name.trim())
        : [],
    )
  }
  const missing = needed.filter((field) => !seen.has(field))
  if (missing.length > 0) return badColumns(`No column is given for ${missing.join(', ')}.`)
  if (named) return success({ kind: 'names', names: seen })
  return success({ kind: 'positions', fields: items.map((item) => (item === '' || item === '-' ? null : item)) })
}

function badColumns(message: string): Outcome<never> {
  return failure(
    'bad-columns',
    message,
    'Write --columns time,open,high,low,close,volume (by position, - to skip one) or --columns time=Date,open=Open|open,... (by name; volume=none where there is none).',
  )
}

/** The positions of each field. Errors: `columns-wrong` (no such column, too few columns), `columns-needed` (a name stands twice). */
export function resolveColumns(
  spec: ColumnSpec,
  columnNames: readonly string[] | null,
  fieldCount: number,
): Outcome<Record<string, number[]>> {
  if (spec.kind === 'positions') return resolvePositions(spec.fields, fieldCount)
  const columns: Record<string, number[]> = {}
  for (const [field, names] of spec.names) {
    columns[field] = []
    for (const name of names) {
      if (name === NO_COLUMN && columnNames?.includes(NO_COLUMN) !== true) continue
      const position = positionOf(name, columnNames, fieldCount)
      if (!position.ok) return position
      columns[field].push(position.value)
    }
  }
  return success(columns)
}

const NUMBERED = /^#([1-9]\d{0,3})$/

/** `#3` is the third column, unless one has that name. */
function positionOf(name: string, columnNames: readonly string[] | null, fieldCount: number): Outcome<number> {
  const position = columnNames?.indexOf(name) ?? -1
  const number = Number(NUMBERED.exec(name)?.[1] ?? 0)
  if (position < 0 && number > 0)
    return number <= fieldCount
      ? success(number - 1)
      : failure('columns-wrong', `There is no column ${name}, the file has ${fieldCount}.`, 'Check --columns.')
  if (columnNames === null)
    return failure(
      'columns-wrong',
      'The file has no header, so columns have no names.',
      'Give --columns by position, or --header yes.',
    )
  if (position < 0) return missingColumn(name, columnNames)
  if (columnNames.indexOf(name, position + 1) >= 0)
    return failure('columns-needed', `Two columns are named "${name}".`, 'Give --columns by position.')
  return success(position)
}

function resolvePositions(fields: readonly (string | null)[], fieldCount: number): Outcome<Record<string, number[]>> {
  if (fields.length > fieldCount)
    return failure(
      'columns-wrong',
      `--columns names ${fields.length} columns, the file has ${fieldCount}.`,
      'Check --columns and --delimiter.',
    )
  const columns: Record<string, number[]> = {}
  for (const [position, field] of fields.entries()) if (field !== null) columns[field] = [position]
  return success(columns)
}

function missingColumn(name: string, columnNames: readonly string[]): Outcome<never> {
  const there = columnNames.map((one) => (one === '' ? '(no name)' : one)).join(', ')
  return failure('columns-wrong', `The file has no column "${name}".`, `Its columns are: ${there}.`)
}
