import type { ImportSubject } from '../../../core/contract/workbench/importCalls.ts'
import { tableValueName } from '../../../core/market/tableValueName.ts'

/** The columns of a bar, in the order in which they are asked for. */
export const BAR_FIELDS = ['time', 'open', 'high', 'low', 'close', 'volume', 'trades'] as const
const PREDICTION_FIELDS = ['time', 'symbol', 'signal'] as const
const TABLE_FIELDS = ['event', 'known', 'key'] as const
/** Of a table: what is none of its fields and is not ignored is a value. */
export const IGNORED = 'ignore'

type ColumnFields = {
  readonly offered: readonly string[]
  /** Must each have a column. */
  readonly needed: readonly string[]
  /** What a column is that nobody chose for anything. */
  readonly rest: string
}

export const COLUMN_FIELDS: Readonly<Record<ImportSubject, ColumnFields>> = {
  /** Without volume and trades bars are bars all the same. */
  bars: { offered: BAR_FIELDS, needed: BAR_FIELDS.slice(0, 5), rest: IGNORED },
  table: { offered: [...TABLE_FIELDS, IGNORED], needed: ['event'], rest: 'value' },
  predictions: { offered: PREDICTION_FIELDS, needed: PREDICTION_FIELDS, rest: IGNORED },
}

/** Positions of columns from 0 for each field, the second standing in where the first is empty. */
export type ColumnChoices = { readonly [field in string]?: readonly number[] }

/** What a preview showed of a file. */
export type SeenColumns = { readonly names: readonly string[]; readonly width: number }

/** Columns of bars, as the command line takes them: each by its number, unless another column has that number for a name. */
export function columnsText(choices: ColumnChoices, columnNames: readonly string[]): string {
  const words = fieldWords(BAR_FIELDS, choices, columnNames)
  return [...words, ...(isChosen(choices, 'volume') ? [] : ['volume=none'])].join(',')
}

export function predictionColumns(choices: ColumnChoices, columnNames: readonly string[]): string {
  return fieldWords(PREDICTION_FIELDS, choices, columnNames).join(',')
}

/** `known`: how long after the event a row was known, as in `event+8h`; null: a column says it. Values are named by their headers where some column is ignored, else all are taken. */
export function tableColumns(
  choices: ColumnChoices,
  { names, width }: SeenColumns,
  { known, hasKey }: { readonly known: string | null; readonly hasKey: boolean },
): string {
  const chosen = fieldWords(known === null ? TABLE_FIELDS : ['event', 'key'], choices, names)
  const taken = new Set<string>(TABLE_FIELDS)
  const values = valuePlaces(choices, width).map((place) => {
    const name = tableValueName(names[place], place, taken)
    taken.add(name)
    return `${name}=${numbered(place, names)}`
  })
  return [
    ...chosen,
    ...(known === null ? [] : [`known=${known}`]),
    ...(hasKey ? [] : ['key=none']),
    ...(isChosen(choices, IGNORED) ? values : []),
  ].join(',')
}

/** Columns of a table that hold its values. */
export function valuePlaces(choices: ColumnChoices, width: number): readonly number[] {
  return Array.from({ length: width }, (_, place) => place).filter((place) => fieldAt(choices, place) === null)
}

function fieldWords(
  fields: readonly string[],
  choices: ColumnChoices,
  columnNames: readonly string[],
): readonly string[] {
  return fields.flatMap((field) => {
    const positions = choices[field] ?? []
    return positions.length === 0 ? [] : [`${field}=${positions.map((at) => numbered(at, columnNames)).join('|')}`]
  })
}

function numbered(position: number, columnNames: readonly string[]): string {
  const number = `#${position + 1}`
  const named = columnNames.indexOf(number)
  return named < 0 || named === position ? number : (columnNames[position] ?? number)
}

/** What the column at a position holds; null: nothing that was chosen. */
export function fieldAt(choices: ColumnChoices, position: number): string | null {
  return Object.keys(choices).find((field) => choices[field]?.includes(position)) ?? null
}

/** A column holds one field, and what a person chooses is that field's only column; many may be ignored. */
export function withColumn(choices: ColumnChoices, position: number, field: string | null): ColumnChoices {
  const freed = Object.entries(choices).flatMap(([one, positions = []]) => {
    const rest = one === field && one !== IGNORED ? [] : positions.filter((at) => at !== position)
    return rest.length === 0 ? [] : [[one, rest] as const]
  })
  const others = field === IGNORED ? (Object.fromEntries(freed)[IGNORED] ?? []) : []
  return Object.fromEntries(field === null ? freed : [...freed, [field, [...others, position]] as const])
}

export function missingFields(choices: ColumnChoices, needed = COLUMN_FIELDS.bars.needed): readonly string[] {
  return needed.filter((field) => !isChosen(choices, field))
}

export function isChosen(choices: ColumnChoices, field: string): boolean {
  return (choices[field] ?? []).length > 0
}
