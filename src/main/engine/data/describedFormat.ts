import type { SourceFormat } from '../../../core/contract/layer.ts'

export type FormatTarget = 'bars' | 'table'

/** How a file is read: shown to the person. `sample`: its first rows as they stand. */
export type DescribedFormat = {
  readonly format: SourceFormat
  readonly description: readonly string[]
  readonly sample: readonly (readonly string[])[]
}
