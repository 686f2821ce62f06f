import { type SpecPath, specField, withSpecField } from './specText.ts'

/** What a YAML text says of a list on one line, as in `[RSI_14, MACD]`; empty: nothing. Undefined: it stands there otherwise, and cannot be told from one line. */
export function specList(text: string, path: SpecPath): readonly string[] | undefined {
  const value = specField(text, path)
  if (value === null) return []
  const inner = value === undefined ? null : /^\[(.*)\]$/.exec(value)
  if (inner === null || inner === undefined) return undefined
  return inner[1]!
    .split(',')
    .map((item) => item.trim().replace(/^(['"])(.*)\1$/, '$2'))
    .filter((item) => item !== '')
}

/** The text with a list set; an empty one is taken out. */
export function withSpecList(text: string, path: SpecPath, items: readonly string[]): string {
  return withSpecField(text, path, items.length === 0 ? null : `[${items.map(quoted).join(', ')}]`)
}

/** YAML takes some words for something else than text. */
function quoted(item: string): string {
  return /^[A-Za-z][A-Za-z0-9_.()@-]*$/.test(item) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(item)
    ? item
    : JSON.stringify(item)
}
