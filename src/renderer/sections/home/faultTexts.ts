import type { ManifestFault } from '../../../core/contract/workbench/views.ts'

export function placeText({ line, column }: ManifestFault): string {
  if (line === null) return 'the text'
  return column === null ? `line ${line}` : `line ${line}, column ${column}`
}

/** Where a line (from 1) begins in a text, moved to the column (from 1), never beyond the line's end. */
export function offsetOfLine(text: string, line: number, column: number): number {
  let start = 0
  for (let number = 1; number < line; number++) {
    const end = text.indexOf('\n', start)
    if (end === -1) return text.length
    start = end + 1
  }
  const end = text.indexOf('\n', start)
  return Math.min(start + column - 1, end === -1 ? text.length : end)
}
