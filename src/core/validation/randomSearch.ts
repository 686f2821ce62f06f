import type { RandomStream } from '../stats/seededStream.ts'

/** `integer` includes both ends; `log-uniform` is uniform in the logarithm and needs `low` above 0. */
export type ParameterRange =
  | { readonly kind: 'uniform' | 'log-uniform' | 'integer'; readonly low: number; readonly high: number }
  | { readonly kind: 'choice'; readonly values: readonly (number | string)[] }

/** Declared ranges, as data. Parameters are drawn in this order. */
export type ParameterSpace = readonly { readonly name: string; readonly range: ParameterRange }[]

export type ParameterDraw = Readonly<Record<string, number | string>>

/** One independent draw of every parameter (Bergstra & Bengio 2012). Each draw that is evaluated is a trial. */
export function drawParameters(space: ParameterSpace, stream: RandomStream): ParameterDraw {
  return Object.fromEntries(space.map(({ name, range }) => [name, drawOne(name, range, stream)]))
}

function drawOne(name: string, range: ParameterRange, stream: RandomStream): number | string {
  if (range.kind === 'choice') {
    const value = range.values.length > 0 ? range.values[stream.nextInt(range.values.length)] : undefined
    if (value === undefined) throw new Error(`Parameter ${name} has no values to choose from`)
    return value
  }
  const { low, high } = range
  if (!(low <= high) || (range.kind === 'log-uniform' && low <= 0))
    throw new Error(`Parameter ${name}: ${low} to ${high}`)
  if (range.kind === 'integer') return low + stream.nextInt(high - low + 1)
  const share = stream.nextUniform()
  const value = range.kind === 'uniform' ? low + share * (high - low) : low * Math.exp(share * Math.log(high / low))
  return Math.min(Math.max(value, low), high)
}
