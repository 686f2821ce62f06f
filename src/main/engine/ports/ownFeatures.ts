import type { OwnFeatureDefinition } from '../../../core/contract/ownFeature.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'

/** One instrument's bars, columns of one length. */
export type OwnFeatureBars = {
  readonly timeMs: Float64Array
  readonly closeMs: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
}

export type OwnFeatureContext = { readonly symbol: string; readonly intervalMs: number }

/** A fault of the type check. `line` counts from 1. */
export type TypeFault = { readonly file: string; readonly line: number; readonly text: string }

/** A feature file that is loaded in a thread of its own. */
export interface OpenedOwnFeature {
  readonly definition: OwnFeatureDefinition
  /**
   * Waits for the thread, `beat` being called meanwhile; what that throws stops the thread and is thrown on.
   * Errors: `own-feature-failed` (it threw, or gave something else than a number a bar), `own-feature-too-slow`; with the file's line.
   */
  compute(bars: OwnFeatureBars, context: OwnFeatureContext, beat: () => void): Outcome<Float64Array>
  close(): Promise<void>
}

/** A researcher's features: TypeScript that is checked and run as it is written. Absolute paths, already checked by the guarded door. */
export interface OwnFeatures {
  /** The text of `assay-feature.d.ts`, which is put beside the files for editors and the type check. */
  declarations(): Outcome<string>
  /** Strict types of all files at once. Error: `type-check-failed`, where the checker itself cannot run. */
  checkTypes(folder: string, fileNames: readonly string[]): Promise<Outcome<readonly TypeFault[]>>
  /** `sha256`: of the file's text, so that a changed file is loaded anew. Errors: `own-feature-failed`, `own-feature-too-slow`, `own-feature-unusable`. */
  open(absolutePath: string, sha256: string): Promise<Outcome<OpenedOwnFeature>>
}
