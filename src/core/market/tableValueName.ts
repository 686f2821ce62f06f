/** What a column of a table is called where nobody named it: its header in lower case with `_` for all else, or its number. `taken`: names that are given already. */
export function tableValueName(header: string | undefined, position: number, taken: ReadonlySet<string>): string {
  const name = (header ?? '')
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  return name === '' || taken.has(name) ? `column_${position + 1}` : name
}
