import type { ExchangeFormat } from '../../../core/contract/exchangeFormats.ts'
import type { Hash } from '../../../core/contract/hash.ts'
import type { ModelKernels } from '../../../core/models/learner.ts'
import type { MatrixReadPorts } from '../matrices/readStoredMatrix.ts'
import type { OnnxFiles } from '../ports/onnxFiles.ts'

/** What taking models in and out needs. */
export type ExchangePorts = MatrixReadPorts & {
  readonly hash: Hash
  readonly onnx: OnnxFiles
  readonly kernels: ModelKernels
}

/** Endings of their files. */
export const FORMAT_ENDINGS: Readonly<Record<ExchangeFormat, string>> = {
  onnx: 'onnx',
  xgboost: 'json',
  lightgbm: 'txt',
}
