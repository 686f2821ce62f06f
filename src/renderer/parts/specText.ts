/** Where a field stands in a specification: `['method']`, `['execution', 'fill']`. */
export type SpecPath = readonly [string] | readonly [group: string, name: string]

const INDENT = '  '

/** What a YAML text says of a field on a line of its own; null: nothing. Undefined: it cannot be told from single lines, as in `execution: {fill: next_open}`. */
export function specField(text: string, path: SpecPath): string | null | undefined {
  const lines = text.split('\n')
  const span = spanOf(lines, path)
  if (span === undefined) return undefined
  return span === null || span.line === null ? null : valueOn(lines[span.line]!)
}

/** The text with a field set (null: taken out), everything else as it was written. The same text where its line cannot be told. */
export function withSpecField(text: string, path: SpecPath, value: string | null): string {
  const lines = text.split('\n')
  const span = spanOf(lines, path)
  if (span === undefined) return text
  const name = path.at(-1)!
  const indent = path.length === 1 ? '' : INDENT
  const line = `${indent}${name}: ${value}`
  if (span !== null && span.line !== null) {
    const own = lines[span.line]!
    const kept = `${/^\s*/.exec(own)![0]}${name}: ${value}`
    return [...lines.slice(0, span.line), ...(value === null ? [] : [kept]), ...lines.slice(span.line + 1)].join('\n')
  }
  if (value === null) return text
  if (span !== null) return [...lines.slice(0, span.end), line, ...lines.slice(span.end)].join('\n')
  const before = text === '' || text.endsWith('\n') ? text : `${text}\n`
  return `${before}${path.length === 1 ? '' : `${path[0]}:\n`}${line}\n`
}

/** `line`: where it stands, null: it does not; `end`: where a new field of its group would go. Null: there is no such group. */
type Span = { readonly line: number | null; readonly end: number } | null | undefined

function spanOf(lines: readonly string[], path: SpecPath): Span {
  if (path.length === 1) return topLevel(lines, path[0])
  const [group, name] = path
  const head = lines.findIndex((line) => new RegExp(`^${group}\\s*:`).test(line))
  if (head < 0) return null
  if (valueOn(lines[head]!) !== '') return undefined
  let end = head + 1
  let found: number | null = null
  for (let at = head + 1; at < lines.length && !/^\S/.test(lines[at]!); at++) {
    if (lines[at]!.trim() !== '') end = at + 1
    if (new RegExp(`^\\s+${name}\\s*:`).test(lines[at]!)) found ??= at
  }
  return { line: found, end }
}

function topLevel(lines: readonly string[], name: string): Span {
  const line = lines.findIndex((text) => new RegExp(`^${name}\\s*:`).test(text))
  return line < 0 ? null : { line, end: line + 1 }
}

/** Behind the colon, without a comment. */
function valueOn(line: string): string {
  return line
    .slice(line.indexOf(':') + 1)
    .replace(/(^|\s)#.*$/, '')
    .trim()
}
