import type { Outcome } from '../../../core/outcome/outcome.ts'

/** Specifications that people write, as YAML or JSON. */
export interface SpecFiles {
  /** The plain value of a text; `name` is what its file is called. Error: `spec-unreadable` (not YAML). */
  parse(text: string, name: string): Outcome<unknown>
  /** The text with one place of it set, comments kept; `value` undefined: taken out, and with it what is empty then. Errors: `spec-unreadable`, `spec-no-place`. */
  edit(text: string, path: readonly (string | number)[], value: unknown): Outcome<string>
  /** The text of a file. Errors: `spec-missing`, `spec-unreadable` (too long, not a file). */
  read(absolutePath: string): Outcome<string>
}
