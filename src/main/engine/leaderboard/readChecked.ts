import { type JsonSchema, parseChecked } from '../../../core/contract/parseChecked.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'

/** A JSON file in its schema. Errors: `artefact-unreadable`, those of the file. */
export function readChecked<T>(files: GuardedFiles, path: string, schema: JsonSchema<T>): Outcome<T> {
  const text = files.readText(path)
  return text.ok ? parseChecked(text.value, path, schema) : text
}
