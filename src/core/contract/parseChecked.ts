import type { z } from 'zod'
import type { Outcome } from '../outcome/outcome.ts'
import { failure, success } from '../outcome/outcome.ts'

export type JsonSchema<T> = z.ZodType<T>

/** The text of a JSON file in its schema. Error: `artefact-unreadable`, naming the file and the field. */
export function parseChecked<T>(text: string, path: string, schema: JsonSchema<T>): Outcome<T> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return unreadable(path, 'it is not JSON')
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return success(parsed.data)
  const [issue] = parsed.error.issues
  return unreadable(path, `${issue?.path.join('.') || 'its top'}: ${issue?.message ?? 'unknown shape'}`)
}

function unreadable(path: string, what: string): Outcome<never> {
  return failure(
    'artefact-unreadable',
    `The file ${path} cannot be read (${what}).`,
    'It was changed, or made by another version: remove its folder and make the result again.',
  )
}
