import { buildSpecSchemas } from '../../../core/contract/specSchemas.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'

/** Puts `schemas/build.schema.json` into the workspace where it is not there as it is today. */
export function writeBuildSchema(files: GuardedFiles): Outcome<void> {
  for (const [name, text] of Object.entries(buildSpecSchemas())) {
    const path = `schemas/${name}`
    const before = files.exists(path) ? files.readText(path) : null
    if (before?.ok === true && before.value === text) continue
    const written = files.writeText(path, text)
    if (!written.ok) return written
  }
  return success(undefined)
}
