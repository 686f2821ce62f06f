import type { OwnFeatureBars, OwnFeatureContext } from '../../engine/ports/ownFeatures.ts'

export type ThreadSetup = {
  /** With the hash of its text as query, so that a changed file is another module. */
  readonly url: string
  /** Place 0: what the thread has done, one of `THREAD_STATES`; place 1: bytes of the error. */
  readonly state: Int32Array
  readonly error: Uint8Array
}

export const WAITING = 0
export const COMPUTED = 1
export const FAILED = 2

export const ERROR_BYTES = 4_096

/** `values`: where the thread writes, in shared memory. */
export type ComputeOrder = {
  readonly bars: OwnFeatureBars
  readonly context: OwnFeatureContext
  readonly values: Float64Array
}

export type ThreadWord =
  | { readonly kind: 'ready'; readonly definition: unknown }
  | { readonly kind: 'failed'; readonly text: string }
