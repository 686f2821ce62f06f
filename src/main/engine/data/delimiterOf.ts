import type { TextFiles } from '../ports/textFiles.ts'

const DELIMITERS = [',', ';', '\t', '|']

/** `share`: how many of the lines have exactly `fieldCount` fields. */
export type Split = { readonly delimiter: string; readonly fieldCount: number; readonly share: number }

/** Blank lines and comments hold no row. */
export function isComment(line: string): boolean {
  return line.startsWith('#') || line.startsWith('//')
}

/** The delimiter that cuts most lines into the same number (two or more) of fields; the wider cut where two do equally. Null: none. */
export function delimiterOf(lines: readonly string[], text: TextFiles, given: string | null): Split | null {
  let best: Split | null = null
  for (const delimiter of given === null ? DELIMITERS : [given]) {
    const split = splitBy(lines, text, delimiter)
    if (split.fieldCount < 2) continue
    if (best === null || split.share > best.share || (split.share === best.share && split.fieldCount > best.fieldCount))
      best = split
  }
  return best
}

function splitBy(lines: readonly string[], text: TextFiles, delimiter: string): Split {
  const counts = new Map<number, number>()
  for (const line of lines) {
    const count = text.splitLine(line, delimiter).length
    counts.set(count, (counts.get(count) ?? 0) + 1)
  }
  let fieldCount = 0
  for (const [count, times] of counts) if (times > (counts.get(fieldCount) ?? 0)) fieldCount = count
  return { delimiter, fieldCount, share: (counts.get(fieldCount) ?? 0) / Math.max(1, lines.length) }
}
