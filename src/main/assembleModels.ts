import type { Hash } from '../core/contract/hash.ts'
import { createGuardedFiles } from './adapters/files/guardedFiles.ts'
import { assembleBuildPorts, assembleDataPorts } from './assemble.ts'
import type { ExchangePorts } from './engine/exchange/exchangePorts.ts'
import type { DataPorts } from './engine/ports/dataPorts.ts'
import type { GuardedFiles } from './engine/ports/guardedFiles.ts'
import type { PredictPorts } from './engine/training/predictRows.ts'

/** What taking models in and out of the workspace behind `files` needs. */
export async function assembleExchangePorts(files: GuardedFiles): Promise<ExchangePorts> {
  const { sha256 } = await import('./adapters/hash/sha256.ts')
  const { createOnnxFiles } = await import('./adapters/onnx/onnxFiles.ts')
  const { loadModelKernels } = await import('./adapters/wasm/modelKernels.ts')
  return { ...(await assembleDataPorts(files)), hash: sha256, onnx: createOnnxFiles(), kernels: loadModelKernels() }
}

/** What asking kept models about rows of a matrix needs. */
export async function assemblePredictPorts(files: GuardedFiles): Promise<PredictPorts> {
  const { loadModelKernels } = await import('./adapters/wasm/modelKernels.ts')
  return { ...(await assembleBuildPorts(files)), kernels: loadModelKernels() }
}

/** A folder of the person's choice, to write a file into. */
export function assembleOutFolder(folder: string): GuardedFiles {
  return createGuardedFiles(folder)
}

/** What keeping predictions in the workspace behind `files` needs. */
export async function assemblePredictionPorts(files: GuardedFiles): Promise<DataPorts & { readonly hash: Hash }> {
  const { sha256 } = await import('./adapters/hash/sha256.ts')
  return { ...(await assembleDataPorts(files)), hash: sha256 }
}
