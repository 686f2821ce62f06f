import type { NeuralModelData } from '../trainedModelData.ts'

/** What decides a network's shape. `sizes` are those of its kind: units, layers, heads and so on. */
export type NetworkShape = Pick<NeuralModelData, 'architecture' | 'sequence' | 'sizes'> & { readonly inputs: number }

/** The named size of a network; a network without it is a bug. */
export function sizeOf({ sizes, architecture }: Pick<NetworkShape, 'sizes' | 'architecture'>, name: string): number {
  const size = sizes[name]
  if (size === undefined) throw new Error(`A network of kind ${architecture} without ${name}`)
  return size
}
