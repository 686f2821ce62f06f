/** A column of a table: its name, with the unit in it, and its cell of each row. */
export type TableColumn<Row> = { readonly name: string; readonly of: (row: Row) => string | number | boolean | null }

/** Comma-separated text with one header; nothing for null, cells with a comma, a quote or a line break in quotes (RFC 4180). */
export function csvTable<Row>(columns: readonly TableColumn<Row>[], rows: readonly Row[]): string {
  const lines = rows.map((row) => columns.map(({ of }) => cellText(of(row))).join(','))
  return `${[columns.map(({ name }) => name).join(','), ...lines].join('\n')}\n`
}

function cellText(value: string | number | boolean | null): string {
  const text = value === null ? '' : String(value)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
