import { parse } from 'csv-parse/sync'

/** Fields of one line into `fields` (grown or cut to fit). A line without a quote takes the fast way. */
export function splitLine(line: string, delimiter: string, fields: string[]): void {
  if (line.includes('"')) {
    const quoted = splitQuoted(line, delimiter)
    fields.length = 0
    fields.push(...quoted)
    return
  }
  let count = 0
  let start = 0
  for (let end = line.indexOf(delimiter); end >= 0; end = line.indexOf(delimiter, start)) {
    fields[count++] = line.slice(start, end)
    start = end + delimiter.length
  }
  fields[count++] = line.slice(start)
  fields.length = count
}

/** A line whose quotes do not match is one field: it becomes a reject and spoils no other line. */
function splitQuoted(line: string, delimiter: string): readonly string[] {
  try {
    const records: string[][] = parse(line, { delimiter, relax_column_count: true, skip_empty_lines: false })
    return records[0] ?? [line]
  } catch {
    return [line]
  }
}
