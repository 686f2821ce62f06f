import type { Beat } from '../../job/beat.ts'
import type { MatrixKernels } from './matrixKernels.ts'

/** Products between two beats: some ten milliseconds in plain JavaScript, fewer in WebAssembly. */
const PRODUCTS = 1e7

/** Kernels that beat as they work, saying again what the beat beside them said last: also a large network then stops soon where it is asked to. */
export function beatingKernels(
  kernels: MatrixKernels,
  beat: Beat,
): { readonly kernels: MatrixKernels; readonly beat: Beat } {
  let said: Parameters<Beat> = [0, 1, 'training']
  let products = 0
  return {
    kernels: {
      ...kernels,
      multiply: (size, left, right, out, adds) => {
        products += size.rows * size.depth * size.columns
        if (products > PRODUCTS) {
          products = 0
          beat(...said)
        }
        kernels.multiply(size, left, right, out, adds)
      },
    },
    beat: (...words) => {
      said = words
      beat(...words)
    },
  }
}
