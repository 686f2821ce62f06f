import type { Outcome } from '../outcome/outcome.ts'
import { failure, success } from '../outcome/outcome.ts'

/** One condition as written; `at` counts letters from 1. */
export type FilterPart = { readonly key: string; readonly value: string; readonly at: number }

const MOST_LETTERS = 2_000
const MOST_PARTS = 50
const KEY = /^[a-z][a-z0-9_-]*$/
const WRITE = 'Write key:condition, with commas between, as in: gate:pass,sharpe:>1.5,trades:>=50'

/**
 * `key:value,key:"a value, with a comma"`: parts with a comma between, the first colon ends the key, quotes hold commas and are doubled to mean themselves. Nothing else is special.
 * Errors: `filter-invalid`, `filter-too-long`.
 */
export function filterParts(text: string): Outcome<readonly FilterPart[]> {
  if (text.length > MOST_LETTERS)
    return failure(
      'filter-too-long',
      `The filter has ${text.length} letters; ${MOST_LETTERS} are the most.`,
      'Keep the conditions that matter.',
    )
  const parts: FilterPart[] = []
  for (let from = 0; from <= text.length; ) {
    const end = partEnd(text, from)
    if (end === null) return invalid(from, 'a quote is opened and never closed')
    const part = partOf(text.slice(from, end), from)
    if (!part.ok) return part
    parts.push(part.value)
    from = end + 1
  }
  if (parts.length > MOST_PARTS)
    return failure('filter-too-long', `The filter has ${parts.length} conditions; ${MOST_PARTS} are the most.`, WRITE)
  return success(parts)
}

/** Where the part ends that begins at `from`: at a comma outside quotes, or at the end. Null: inside a quote. */
function partEnd(text: string, from: number): number | null {
  let quoted = false
  for (let index = from; index < text.length; index += 1) {
    if (text[index] === '"') quoted = !quoted
    if (text[index] === ',' && !quoted) return index
  }
  return quoted ? null : text.length
}

function partOf(text: string, from: number): Outcome<FilterPart> {
  const at = from + 1 + (text.length - text.trimStart().length)
  const colon = text.indexOf(':')
  if (text.trim() === '') return invalid(from, 'a condition is empty')
  if (colon < 0) return invalid(at - 1, `there is no colon in "${text.trim()}"`)
  const key = text.slice(0, colon).trim().toLowerCase()
  if (!KEY.test(key)) return invalid(at - 1, `"${text.slice(0, colon).trim()}" cannot be a key`)
  const value = unquoted(text.slice(colon + 1).trim())
  if (value === null) return invalid(at - 1, `the quotes of ${key} do not stand around its whole value`)
  return value === '' ? invalid(at - 1, `${key} has no condition`) : success({ key, value, at })
}

function unquoted(text: string): string | null {
  if (!text.includes('"')) return text
  const inside = /^"((?:[^"]|"")*)"$/.exec(text)?.[1]
  return inside === undefined ? null : inside.replaceAll('""', '"')
}

function invalid(from: number, what: string): Outcome<never> {
  return failure('filter-invalid', `The filter cannot be read at letter ${from + 1}: ${what}.`, WRITE)
}
