import type { RandomStream } from '../../stats/seededStream.ts'
import type { Weights } from '../trainedModelData.ts'
import { buildLayers } from './architectures.ts'
import type { Layer, Weight } from './layer.ts'
import type { MatrixKernels, MatrixRoom } from './matrixKernels.ts'
import type { NetworkShape } from './networkShape.ts'

/** A network of one output a sample. It takes `steps * samples * inputs` numbers, the oldest step of all samples first. */
export type Network = Layer & { readonly weights: readonly Weight[]; readonly capacity: number }

export function createNetwork(
  shape: NetworkShape,
  kernels: MatrixKernels,
  room: MatrixRoom,
  capacity: number,
  dropoutRate: number,
): Network {
  const weights: Weight[] = []
  const layer = buildLayers(
    {
      kernels,
      room,
      capacity,
      weight: (name, numbers, decays, start) => {
        const length = numbers.reduce((product, one) => product * one, 1)
        const weight = { name, shape: numbers, values: room(length), gradient: room(length), decays, start }
        weights.push(weight)
        return weight
      },
    },
    shape,
    dropoutRate,
  )
  return { ...layer, weights, capacity }
}

export function drawWeights(network: Network, stream: RandomStream): void {
  for (const { values, start } of network.weights)
    for (let at = 0; at < values.length; at++) values[at] = start(at, stream)
}

/** Weights as plain data; -0 becomes 0, which JSON keeps. */
export function weightsOf(network: Network): Weights[] {
  return network.weights.map(({ name, shape, values }) => ({
    name,
    shape,
    values: Array.from(values, (value) => value + 0),
  }))
}

/** Puts stored weights into a network of their shape; throws where they are of another. */
export function restoreWeights(network: Network, stored: readonly Weights[]): void {
  if (stored.length !== network.weights.length) throw new Error('Weights of another network')
  network.weights.forEach(({ name, values }, at) => {
    const { name: found, values: numbers } = stored[at]!
    if (found !== name || numbers.length !== values.length) throw new Error(`Weights of ${found} where ${name} belongs`)
    values.set(numbers)
  })
}
