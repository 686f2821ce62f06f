import type { OnnxSlot } from '../../engine/ports/onnxFiles.ts'

export type RunOrder = {
  readonly input: OnnxSlot
  readonly shape: readonly number[]
  readonly values: Float64Array
  readonly output: string
}

export type OnnxWord =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly shape: readonly number[]; readonly values: Float64Array }
  | { readonly kind: 'failed'; readonly text: string }
