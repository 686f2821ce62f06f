import type { RandomStream } from '../../stats/seededStream.ts'
import type { MatrixKernels, MatrixRoom } from './matrixKernels.ts'

/** One array of weights while it is learned; row-major. `decays`: weight decay draws it towards 0. */
export type Weight = {
  readonly name: string
  readonly shape: readonly number[]
  readonly values: Float64Array
  readonly gradient: Float64Array
  readonly decays: boolean
  /** Value `at` before any learning. */
  readonly start: (at: number, stream: RandomStream) => number
}

/** Where layers get kernels, memory for at most `capacity` samples at a time, and their weights, which it keeps in the order of asking. */
export type Workshop = {
  readonly kernels: MatrixKernels
  readonly room: MatrixRoom
  readonly capacity: number
  readonly weight: (
    name: string,
    shape: readonly number[],
    decays: boolean,
    start: (at: number, stream: RandomStream) => number,
  ) => Weight
}

/**
 * A part of a network. Arrays hold one line a position: all samples of the oldest step first, then of the next, `(step * samples + sample) * width`.
 * What it returns is its own and good until it is asked again; what it is given it does not change. `backward` is asked after `forward` of the same
 * samples: it takes the slope of the loss against the output, adds to the gradients of its weights and gives the slope against its input (nothing where it
 * is the first layer). `chance` is null outside of training: nothing is dropped then.
 */
export type Layer = {
  readonly forward: (input: Float64Array, samples: number, chance: RandomStream | null) => Float64Array
  readonly backward: (slope: Float64Array, samples: number) => Float64Array
}

/** What a layer with weights is told. `isFirst`: nobody asks for the slope against its input. */
export type LayerPlace = {
  readonly name: string
  readonly steps: number
  readonly inputs: number
  readonly outputs: number
  readonly isFirst: boolean
}

export const NO_SLOPE: Float64Array = new Float64Array(0)

/** Layers one after the other. */
export function chain(layers: readonly Layer[]): Layer {
  return {
    forward: (input, samples, chance) =>
      layers.reduce((values, layer) => layer.forward(values, samples, chance), input),
    backward: (slope, samples) => layers.reduceRight((values, layer) => layer.backward(values, samples), slope),
  }
}
