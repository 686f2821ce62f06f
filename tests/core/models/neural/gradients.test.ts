import { expect, it } from 'vitest'
import type { MatrixRoom } from '../../../../src/core/models/neural/matrixKernels.ts'
import type { Network } from '../../../../src/core/models/neural/network.ts'
import { loadMatrixKernels } from '../../../../src/main/adapters/wasm/neuralKernels.ts'
import { plainNetwork, SHAPES } from './networks.ts'

const SAMPLES = 3

/** A smooth, curved loss of all outputs. */
function lossOf(network: Network, input: Float64Array): number {
  const output = network.forward(input, SAMPLES, null)
  return Array.from({ length: SAMPLES }, (_, at) => (output[at]! - at) ** 2 / 2 + Math.sin(output[at]!)).reduce(
    (a, b) => a + b,
  )
}

function slopesOf(network: Network, input: Float64Array): Float64Array {
  const output = network.forward(input, SAMPLES, null)
  return Float64Array.from({ length: SAMPLES }, (_, at) => output[at]! - at + Math.cos(output[at]!))
}

/** Differences over four places (error of the fourth order in the distance). The seeds are such that no rectifier bends in between. */
function difference(values: Float64Array, at: number, loss: () => number): number {
  const distance = 4e-4
  const held = values[at]!
  const moved = (steps: number) => {
    values[at] = held + steps * distance
    return loss()
  }
  const slope = (8 * (moved(1) - moved(-1)) - (moved(2) - moved(-2))) / (12 * distance)
  values[at] = held
  return slope
}

const cases = SHAPES.flatMap((shape) => [3, 4].map((seed) => [shape.architecture, seed, shape] as const))

it.each(cases)(
  '%s, seed %i: every slope against its weight is that of finite differences, to 1e-9',
  (_, seed, shape) => {
    const worst = plainNetwork(shape, SAMPLES, seed, (network, input) => {
      network.backward(slopesOf(network, input), SAMPLES)
      const all = network.weights.flatMap(({ gradient }) => [...gradient])
      const scale = Math.max(...all.map(Math.abs))
      const gaps = network.weights.flatMap(({ values, gradient }) =>
        [...values.keys()].map((at) => Math.abs(difference(values, at, () => lossOf(network, input)) - gradient[at]!)),
      )
      expect(all.filter((slope) => slope !== 0).length).toBeGreaterThan(all.length / 3)
      return Math.max(...gaps) / scale
    })
    expect(worst).toBeLessThan(1e-9)
  },
)

it.each(SHAPES.map((shape) => [shape.architecture, shape] as const))(
  '%s: outputs and slopes have the same bits in WebAssembly, whole or in parts',
  (_, shape) => {
    const run = (network: Network, input: Float64Array, room: MatrixRoom) => {
      const slope = room(7)
      slope.set([-3, -2, -1, 0, 1, 2, 3])
      const output = [...network.forward(input, 7, null)].slice(0, 7)
      network.backward(slope, 7)
      return { output, slopes: network.weights.map(({ gradient }) => [...gradient]) }
    }
    const wasm = loadMatrixKernels()
    expect(wasm.kind).toBe('wasm')
    const whole = plainNetwork(shape, 7, 5, run)
    expect(plainNetwork(shape, 7, 5, run, wasm)).toEqual(whole)
    const alone = plainNetwork(shape, 7, 5, (network, input) =>
      whole.output.map((_, sample) => {
        const { sequence, inputs } = shape
        const own = Float64Array.from({ length: sequence * inputs }, (_, at) => {
          const step = Math.floor(at / inputs)
          return input[(step * 7 + sample) * inputs + (at % inputs)]!
        })
        return network.forward(own, 1, null)[0]
      }),
    )
    expect(alone).toEqual(whole.output)
  },
)
