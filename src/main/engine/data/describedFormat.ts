import type { SourceFormat } from '../../../core/contract/layer.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'

export type FormatTarget = 'bars' | 'table'

/** How a file is read: shown to the person. `sample`: its first rows as they stand. */
export type DescribedFormat = {
  readonly format: SourceFormat
  readonly description: readonly string[]
  readonly sample: readonly (readonly string[])[]
}

/** What is seen of a file, whether or not it can be read as it stands. */
export type FileLook = {
  readonly columnNames: readonly string[] | null
  /** Its first rows; whole lines where they cannot be cut into columns. */
  readonly sample: readonly (readonly string[])[]
  /** Positions of the fields, as far as they are known. */
  readonly columns: Readonly<Record<string, readonly number[]>>
  /** How it is read, or what is still to be said. */
  readonly read: Outcome<Omit<DescribedFormat, 'description'>>
}
