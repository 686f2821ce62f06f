import type { Outcome } from '../../../core/outcome/outcome.ts'

/** Specifications that people write, as YAML or JSON. */
export interface SpecFiles {
  /** A text of that name, as `read` reads a file. Error: `spec-unreadable`. */
  parse(text: string, name: string): Outcome<unknown>
  /** The plain value. Errors: `spec-missing`, `spec-unreadable` (not YAML, too long, not a file). */
  read(absolutePath: string): Outcome<unknown>
}
