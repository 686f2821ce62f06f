export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export function quotedText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A file to read: DuckDB takes `*`, `?` and `[` in a path as a pattern unless each stands in brackets. */
export function parquetSource(absolutePath: string): string {
  return `read_parquet(${quotedText(globSafe(absolutePath))})`
}

export function globSafe(absolutePath: string): string {
  return absolutePath.replace(/[*?[]/g, '[$&]')
}
