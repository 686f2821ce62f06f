import type { Weight } from './layer.ts'

const FIRST_DECAY = 0.9
const SECOND_DECAY = 0.999
const EPSILON = 1e-8

export type AdamSettings = {
  readonly learningRate: number
  /** Of every step, times the learning rate, a weight that decays is drawn towards 0. */
  readonly weightDecay: number
  /** Gradients longer than this, all weights together, are shortened to it; 0 leaves them. */
  readonly clipNorm: number
}

/**
 * A step function: Adam with bias correction (Kingma & Ba 2015), decay apart from the gradient (Loshchilov & Hutter 2019), clipping by the global norm
 * (Pascanu, Mikolov & Bengio 2013). It moves the weights by their gradients and sets those to 0.
 */
export function createAdam(weights: readonly Weight[], settings: AdamSettings): () => void {
  const means = weights.map(({ values }) => new Float64Array(values.length))
  const squares = weights.map(({ values }) => new Float64Array(values.length))
  let firstLeft = 1
  let secondLeft = 1
  return () => {
    firstLeft *= FIRST_DECAY
    secondLeft *= SECOND_DECAY
    const share = clipShare(weights, settings.clipNorm)
    const rate = settings.learningRate / (1 - firstLeft)
    for (let index = 0; index < weights.length; index++) {
      const { values, gradient, decays } = weights[index]!
      const [mean, square] = [means[index]!, squares[index]!]
      const kept = decays ? 1 - settings.learningRate * settings.weightDecay : 1
      for (let at = 0; at < values.length; at++) {
        const slope = gradient[at]! * share
        mean[at] = FIRST_DECAY * mean[at]! + (1 - FIRST_DECAY) * slope
        square[at] = SECOND_DECAY * square[at]! + (1 - SECOND_DECAY) * slope * slope
        values[at] = values[at]! * kept - (rate * mean[at]!) / (Math.sqrt(square[at]! / (1 - secondLeft)) + EPSILON)
      }
      gradient.fill(0)
    }
  }
}

function clipShare(weights: readonly Weight[], most: number): number {
  if (most === 0) return 1
  let squares = 0
  for (const { gradient } of weights)
    for (let at = 0; at < gradient.length; at++) squares += gradient[at]! * gradient[at]!
  const norm = Math.sqrt(squares)
  return norm > most ? most / norm : 1
}
