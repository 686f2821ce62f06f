import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { TextFiles, TextHead } from '../ports/textFiles.ts'
import { delimiterOf, isComment, type Split } from './delimiterOf.ts'
import type { FormatOptions } from './importOptions.ts'
import { parseIsoTime } from './parseIsoTime.ts'
import { parseNumber } from './parseNumber.ts'

const SAMPLE_ROWS = 1000

type Row = { readonly line: number; readonly fields: readonly string[] }
type Body = {
  readonly columnNames: readonly string[] | null
  readonly rows: readonly Row[]
  readonly firstRowLine: number
}

/** The first lines cut into rows; `split` null: they cannot be cut, and each row is a whole line. */
export type TextParts = Body & { readonly split: Split | null; readonly decimal: '.' | ',' }

/** Error `file-empty`: there is no row. */
export function textParts(text: TextFiles, head: TextHead, options: FormatOptions): Outcome<TextParts> {
  const numbered = head.lines
    .map((line, index) => ({ line: index + 1, text: line }))
    .filter((line) => line.text.trim() !== '' && !isComment(line.text))
    .slice(0, SAMPLE_ROWS)
  if (numbered.length === 0)
    return failure('file-empty', 'The file has no rows.', 'Check the download; nothing was imported.')
  const given = options.delimiter === undefined ? null : options.delimiter === 'tab' ? '\t' : options.delimiter
  const split = delimiterOf(
    numbered.map((line) => line.text),
    text,
    given,
  )
  if (split === null) {
    const rows = numbered.map((line) => ({ line: line.line, fields: [line.text] }))
    return success({ split, decimal: '.', columnNames: null, rows, firstRowLine: rows[0]!.line })
  }
  const cut = numbered.map((line) => ({ line: line.line, fields: text.splitLine(line.text, split.delimiter) }))
  const body = bodyOf(cut, split, options.header)
  if (body.rows.length === 0)
    return failure('file-empty', 'The file has a header and no rows.', 'Check the download; nothing was imported.')
  return success({ ...body, split, decimal: decimalOf(body.rows, split.delimiter) })
}

/** Leading lines of another width are comments; the first line of the right width is the header where no field of it is a number or time. */
function bodyOf(lines: readonly Row[], split: Split, header: FormatOptions['header']): Body {
  const start = lines.findIndex((row) => row.fields.length === split.fieldCount)
  const first = lines[start]!
  const isHeader = isGuess(header) ? looksLikeHeader(first.fields) : header === 'yes'
  const rows = lines.slice(isHeader ? start + 1 : start).filter((row) => row.fields.length === split.fieldCount)
  return {
    columnNames: isHeader ? first.fields.map((name) => name.trim()) : null,
    rows,
    firstRowLine: isHeader ? first.line + 1 : first.line,
  }
}

export function isGuess(header: FormatOptions['header']): boolean {
  return header === undefined || header === 'guess'
}

function looksLikeHeader(fields: readonly string[]): boolean {
  const iso = { ms: 0, hasOffset: false, dateOnly: false }
  return fields.every((field) => {
    parseIsoTime(field, iso)
    return Number.isNaN(iso.ms) && Number.isNaN(parseNumber(field, '.')) && !/^\d/.test(field.trim())
  })
}

/** A comma is the decimal mark where it does not delimit and numbers carry it. */
function decimalOf(rows: readonly Row[], delimiter: string): '.' | ',' {
  if (delimiter === ',') return '.'
  let commas = 0
  let points = 0
  for (const field of rows.flatMap((row) => row.fields)) {
    if (/^\s*-?\d+,\d+\s*$/.test(field)) commas++
    if (/^\s*-?\d+\.\d+\s*$/.test(field)) points++
  }
  return commas > points ? ',' : '.'
}
