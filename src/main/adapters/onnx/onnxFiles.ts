import type { OnnxFiles } from '../../engine/ports/onnxFiles.ts'
import { encodeModel } from './encodeModel.ts'
import { inspectModel } from './inspectModel.ts'
import { openOnnx } from './onnxThread.ts'

const LIMIT_MS = 120_000

/** ONNX files by protobufjs, run by onnxruntime's WebAssembly on one thread. */
export function createOnnxFiles(limitMs = LIMIT_MS): OnnxFiles {
  return {
    encode: encodeModel,
    inspect: inspectModel,
    open: (bytes, signal) => openOnnx(bytes, signal, limitMs),
  }
}
