import type { Weight } from './layer.ts'

/** Uniform with variance 2 / (inputs + outputs) (Glorot & Bengio 2010): before sigmoid, tanh and attention. */
export function glorot(inputs: number, outputs: number): Weight['start'] {
  return uniform(Math.sqrt(6 / (inputs + outputs)))
}

/** Uniform with variance 2 / inputs (He et al. 2015): before a rectifier. */
export function he(inputs: number): Weight['start'] {
  return uniform(Math.sqrt(6 / inputs))
}

export function always(value: number): Weight['start'] {
  return () => value
}

function uniform(limit: number): Weight['start'] {
  return (_, stream) => (2 * stream.nextUniform() - 1) * limit
}
