/** The columns of a bar, in the order in which they are asked for. */
export const BAR_FIELDS = ['time', 'open', 'high', 'low', 'close', 'volume', 'trades'] as const
export type BarField = (typeof BAR_FIELDS)[number]

/** Without volume and trades bars are bars all the same. */
const NEEDED_FIELDS = ['time', 'open', 'high', 'low', 'close'] as const

/** Positions of columns from 0 for each field, the second standing in where the first is empty. */
export type ColumnChoices = { readonly [field in BarField]?: readonly number[] }

/** As the command line takes it: each column by its number, unless another column has that number for a name. */
export function columnsText(choices: ColumnChoices, columnNames: readonly string[]): string {
  const words = BAR_FIELDS.flatMap((field) => {
    const positions = choices[field] ?? []
    return positions.length === 0 ? [] : [`${field}=${positions.map((at) => numbered(at, columnNames)).join('|')}`]
  })
  return [...words, ...(isChosen(choices, 'volume') ? [] : ['volume=none'])].join(',')
}

function numbered(position: number, columnNames: readonly string[]): string {
  const number = `#${position + 1}`
  const named = columnNames.indexOf(number)
  return named < 0 || named === position ? number : (columnNames[position] ?? number)
}

/** What the column at a position holds; null: nothing that is taken. */
export function fieldAt(choices: ColumnChoices, position: number): BarField | null {
  return BAR_FIELDS.find((field) => choices[field]?.includes(position)) ?? null
}

/** A column holds one field, and what a person chooses is that field's only column. */
export function withColumn(choices: ColumnChoices, position: number, field: BarField | null): ColumnChoices {
  const freed = BAR_FIELDS.flatMap((one) => {
    const rest = one === field ? [] : (choices[one] ?? []).filter((at) => at !== position)
    return rest.length === 0 ? [] : [[one, rest] as const]
  })
  return Object.fromEntries(field === null ? freed : [...freed, [field, [position]] as const])
}

export function missingFields(choices: ColumnChoices): readonly BarField[] {
  return NEEDED_FIELDS.filter((field) => !isChosen(choices, field))
}

export function isChosen(choices: ColumnChoices, field: BarField): boolean {
  return (choices[field] ?? []).length > 0
}
