import { specSchemas } from '../../../core/contract/specSchemas.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'

/** Puts `schemas/*.json` into the workspace where they are not there as they are today. */
export function writeSchemas(files: GuardedFiles, schemas = specSchemas()): Outcome<void> {
  for (const [name, text] of Object.entries(schemas)) {
    const path = `schemas/${name}`
    const before = files.exists(path) ? files.readText(path) : null
    if (before?.ok === true && before.value === text) continue
    const written = files.writeText(path, text)
    if (!written.ok) return written
  }
  return success(undefined)
}
