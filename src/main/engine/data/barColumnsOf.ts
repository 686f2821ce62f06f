import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'

export const BAR_FIELDS = ['time', 'open', 'high', 'low', 'close', 'volume', 'trades'] as const
export const NEEDED_BAR_FIELDS = ['time', 'open', 'high', 'low', 'close', 'volume'] as const
type BarField = (typeof BAR_FIELDS)[number]

const NAMES: Readonly<Record<BarField, RegExp>> = {
  time: /^(unix|unix[ _]?time(stamp)?|time|timestamp|date|date[ _]?time|open[ _]?time|start|bar[ _]?start|time[ _]?(utc|ms))$/,
  open: /^(o|open|open[ _]?price)$/,
  high: /^(h|high|high[ _]?price)$/,
  low: /^(l|low|low[ _]?price)$/,
  close: /^(c|close|close[ _]?price|last)$/,
  volume: /^(v|vol|volume|volume[ _(].*|vol[ _.(].*)$/,
  trades: /^(n|trades|trade[ _]?count|number[ _]of[ _]trades|count|transactions)$/,
}

/** Positions of the bar's fields by the names in the header. Error `columns-needed`: a field is missing or several columns could be it. */
export function barColumnsByName(columnNames: readonly string[]): Outcome<Record<string, number[]>> {
  const columns: Record<string, number[]> = {}
  for (const field of BAR_FIELDS) {
    const found = positionsNamed(field, columnNames)
    if (found.length === 1) columns[field] = found
    else if (found.length > 1)
      return columnsNeeded(`Several columns could be the ${field}: ${found.map((at) => columnNames[at]).join(', ')}.`)
    else if (field !== 'trades') return columnsNeeded(`No column is known to be the ${field}.`, columnNames)
  }
  return success(columns)
}

/** The fields that exactly one name stands for. */
export function clearBarColumns(columnNames: readonly string[]): Record<string, number[]> {
  const found = BAR_FIELDS.map((field) => [field, positionsNamed(field, columnNames)] as const)
  return Object.fromEntries(found.filter(([, positions]) => positions.length === 1))
}

function positionsNamed(field: BarField, columnNames: readonly string[]): number[] {
  return columnNames.flatMap((name, position) => (NAMES[field].test(name.trim().toLowerCase()) ? [position] : []))
}

/**
 * Columns without names are taken in the customary order: time, open, high, low, close, volume and perhaps trades, where the first rows
 * do not speak against it (the third is never below, the fourth never above the second and fifth).
 */
export function barColumnsByOrder(
  rows: readonly (readonly number[])[],
  fieldCount: number,
): Outcome<Record<string, number[]>> {
  if (fieldCount < 6 || fieldCount > 7)
    return columnsNeeded(`The file has no header and ${fieldCount} columns, so their meaning can't be told.`)
  let against = 0
  for (const row of rows) {
    const [, open, high, low, close] = row
    if (!(high! >= Math.max(open!, close!, low!) && low! <= Math.min(open!, close!))) against++
  }
  if (rows.length === 0 || against * 20 > rows.length)
    return columnsNeeded('The columns are not in the order time, open, high, low, close, volume.')
  const columns: Record<string, number[]> = { time: [0], open: [1], high: [2], low: [3], close: [4], volume: [5] }
  if (fieldCount === 7 && rows.every((row) => Number.isInteger(row[6]) && row[6]! >= 0)) columns.trades = [6]
  return success(columns)
}

function columnsNeeded(message: string, columnNames: readonly string[] = []): Outcome<never> {
  const there =
    columnNames.length === 0 ? '' : ` The file has: ${columnNames.map((name) => name || '(no name)').join(', ')}.`
  return failure(
    'columns-needed',
    message,
    `Say which is which: --columns time=Date,open=Open,high=High,low=Low,close=Close,volume=Volume (a|b where the second stands in for the first, volume=none where there is none), or by position.${there}`,
  )
}
