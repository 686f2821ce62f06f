import { expect, it } from 'vitest'
import { createAdam } from '../../../../src/core/models/neural/adam.ts'
import { exponential, sigmoidOf, tangentOf } from '../../../../src/core/models/neural/exponential.ts'
import { createJavascriptMatrixKernels } from '../../../../src/core/models/neural/javascriptMatrixKernels.ts'
import type { Workshop } from '../../../../src/core/models/neural/layer.ts'
import { dropout } from '../../../../src/core/models/neural/plainLayers.ts'
import { positionTable } from '../../../../src/core/models/neural/positionTable.ts'
import { createStream } from '../../../../src/core/stats/seededStream.ts'
import { plainNetwork, SHAPES } from './networks.ts'

// PyTorch 1.13.1 in float64 on these very weights and inputs: Linear, LSTM (gates reordered from i, f, g, o), GRU (from r, z, n), TransformerEncoderLayer
// (norm_first, relu, layer_norm_eps 1e-5), conv1d of inputs padded on the left.
const EXPECTED: Readonly<Record<string, readonly [number, number]>> = {
  mlp: [-1.135738151133832, -0.7519424628064934],
  lstm: [-0.15882757174414927, -0.23959812561340277],
  gru: [0.5273220286515545, 0.30036896679428043],
  transformer: [1.101427416292343, 0.9927885721654521],
  tcn: [0.3490948394560365, 0.02568787800505974],
}

it.each(SHAPES.map((shape) => [shape.architecture, shape] as const))(
  '%s gives the outputs of PyTorch',
  (kind, shape) => {
    const output = plainNetwork(shape, 2, 11, (network, input) => [...network.forward(input, 2, null)].slice(0, 2))
    output.forEach((value, at) => {
      expect(Math.abs(value - EXPECTED[kind]![at]!)).toBeLessThan(1e-13)
    })
  },
)

// PyTorch 1.13.1: AdamW(lr=0.1, weight_decay=0.2), clip_grad_norm_ of 2, three steps.
it('Adam steps as AdamW of PyTorch does', () => {
  const weight = {
    name: 'w',
    shape: [3],
    values: Float64Array.of(1, -2, 0.5),
    gradient: new Float64Array(3),
    decays: true,
    start: () => 0,
  }
  const step = createAdam([weight], { learningRate: 0.1, weightDecay: 0.2, clipNorm: 2 })
  for (const slopes of [
    [0.3, -0.1, 0],
    [3, 4, 0],
    [-0.2, 0.5, 0.01],
  ]) {
    weight.gradient.set(slopes)
    step()
  }
  ADAM.forEach((value, at) => {
    // It divides the norm by itself and 1e-6 more.
    expect(weight.values[at]).toBeCloseTo(value, 6)
  })
  expect([...weight.gradient]).toEqual([0, 0, 0])
})

const ADAM = [0.7011997782274434, -1.925783681290859, 0.40671475065039975]

it('e^x, sigmoid and tanh are near those of the engine', () => {
  for (let x = -40; x <= 40; x += 0.0137) {
    expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(5e-16)
    expect(Math.abs(sigmoidOf(x) * (1 + Math.exp(-x)) - 1)).toBeLessThan(1e-15)
    expect(Math.abs(tangentOf(x) - Math.tanh(x))).toBeLessThan(4e-16)
    expect(tangentOf(-x)).toBe(-tangentOf(x))
  }
  expect([exponential(0), sigmoidOf(0), tangentOf(0)]).toEqual([1, 0.5, 0])
  expect([exponential(1e9), exponential(-1e9)].every((value) => Number.isFinite(value) && value > 0)).toBe(true)
  expect([exponential(Number.NaN), sigmoidOf(Number.NaN), tangentOf(Number.NaN)]).toEqual([
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ])
})

it('positions are those of the paper', () => {
  const table = positionTable(50, 6)
  for (let step = 0; step < 50; step++)
    for (let pair = 0; pair < 3; pair++) {
      const angle = step / 10_000 ** ((2 * pair) / 6)
      expect(table[step * 6 + 2 * pair]).toBeCloseTo(Math.sin(angle), 12)
      expect(table[step * 6 + 2 * pair + 1]).toBeCloseTo(Math.cos(angle), 12)
    }
})

it('dropout keeps the mean, leaves out the stated share, and slopes pass where values passed', () => {
  const shop: Workshop = {
    kernels: createJavascriptMatrixKernels(),
    room: (length) => new Float64Array(length),
    capacity: 5_000,
    weight: () => {
      throw new Error('No weights here')
    },
  }
  const layer = dropout(shop, 2, 3, 0.3)
  const ones = new Float64Array(30_000).fill(1)
  const output = layer.forward(ones, 5_000, createStream(1, 'dropout'))
  expect(output.reduce((sum, value) => sum + value, 0) / 30_000).toBeCloseTo(1, 1)
  expect(output.filter((value) => value === 0).length / 30_000).toBeCloseTo(0.3, 1)
  expect([...layer.backward(ones, 5_000)]).toEqual([...output])
  expect([...layer.forward(ones, 5_000, null)]).toEqual([...ones])
})
