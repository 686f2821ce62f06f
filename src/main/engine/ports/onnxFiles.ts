import type { OnnxModel } from '../../../core/models/exchange/onnx/onnxModel.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'

/** An input or output of a model. `type` is null where it is no tensor of numbers; a size of null is free. */
export type OnnxSlot = {
  readonly name: string
  readonly type: 'float' | 'double' | 'int64' | 'int32' | null
  readonly shape: readonly (number | null)[]
}

export type OnnxFacts = {
  readonly inputs: readonly OnnxSlot[]
  readonly outputs: readonly OnnxSlot[]
  /** What its maker wrote into it. */
  readonly facts: Readonly<Record<string, string>>
}

export type OnnxArray = { readonly shape: readonly number[]; readonly values: Float64Array }

/** A model that was loaded, in a thread of its own. */
export type OnnxSession = {
  /** `signal` ends it. Errors: `onnx-run-failed`, `onnx-too-slow`. */
  readonly run: (input: OnnxSlot, given: OnnxArray, output: string) => Promise<Outcome<OnnxArray>>
  readonly close: () => Promise<void>
}

/** ONNX files: written, looked at without running anything, and run. */
export interface OnnxFiles {
  encode(model: OnnxModel): Uint8Array
  /** Errors: `onnx-unreadable`, `onnx-too-large`, `onnx-external-data`, `onnx-endless-loop`. */
  inspect(bytes: Uint8Array): Outcome<OnnxFacts>
  /** Errors: `onnx-unusable`, `onnx-too-slow`. */
  open(bytes: Uint8Array, signal: AbortSignal): Promise<Outcome<OnnxSession>>
}
