import { createJavascriptMatrixKernels } from '../../../../src/core/models/neural/javascriptMatrixKernels.ts'
import type { MatrixKernels, MatrixRoom } from '../../../../src/core/models/neural/matrixKernels.ts'
import { createNetwork, type Network } from '../../../../src/core/models/neural/network.ts'
import type { NetworkShape } from '../../../../src/core/models/neural/networkShape.ts'

/** One small network of every kind, two layers deep. */
export const SHAPES: readonly NetworkShape[] = [
  { architecture: 'mlp', sequence: 1, inputs: 3, sizes: { units: 4, layers: 2 } },
  { architecture: 'lstm', sequence: 5, inputs: 3, sizes: { units: 4, layers: 2 } },
  { architecture: 'gru', sequence: 5, inputs: 3, sizes: { units: 4, layers: 2 } },
  { architecture: 'transformer', sequence: 5, inputs: 3, sizes: { units: 4, layers: 2, heads: 2, feed_forward: 6 } },
  { architecture: 'tcn', sequence: 5, inputs: 3, sizes: { units: 4, layers: 2, kernel_size: 2 } },
]

/** Numbers between -0.5 and 0.5 that any language can repeat. */
export function plainDraws(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32 - 0.5
  }
}

/** A network whose weights are 1.6 x plain draws, in order, and inputs of `samples`, 4 x plain draws. */
export function plainNetwork<Value>(
  shape: NetworkShape,
  samples: number,
  seed: number,
  work: (network: Network, input: Float64Array, room: MatrixRoom) => Value,
  kernels: MatrixKernels = createJavascriptMatrixKernels(),
): Value {
  return kernels.within((room) => {
    const network = createNetwork(shape, kernels, room, samples, 0)
    const draw = plainDraws(seed)
    for (const { values } of network.weights)
      values.forEach((_, at) => {
        values[at] = 1.6 * draw()
      })
    const input = room(shape.sequence * samples * shape.inputs)
    input.forEach((_, at) => {
      input[at] = 4 * draw()
    })
    return work(network, input, room)
  })
}
