import { expect, it } from 'vitest'
import { createJavascriptMatrixKernels } from '../../../src/core/models/neural/javascriptMatrixKernels.ts'
import type { Grid, MatrixKernels } from '../../../src/core/models/neural/matrixKernels.ts'
import { turned } from '../../../src/core/models/neural/matrixKernels.ts'
import { loadMatrixKernels } from '../../../src/main/adapters/wasm/neuralKernels.ts'
import { drawsOf } from '../../core/backtest/randomBacktest.ts'

const wasm = loadMatrixKernels()
const javascript = createJavascriptMatrixKernels()

type Product = { rows: number; depth: number; columns: number; turnLeft: boolean; turnRight: boolean; adds: boolean }

/** A product of drawn matrices with gaps between their rows; the whole of the array that it is written into. */
function product(kernels: MatrixKernels, seed: number, size: Product): readonly number[] {
  const draws = drawsOf(seed)
  return kernels.within((room) => {
    const drawn = (rows: number, columns: number): Grid => {
      const rowStep = columns + draws.below(3)
      const values = room(rows * rowStep + 5).map(() => draws.unit() - 0.5)
      const held = room(values.length)
      held.set(values)
      return { values: held, start: draws.below(4), rowStep, columnStep: 1 }
    }
    const left = size.turnLeft ? turned(drawn(size.depth, size.rows)) : drawn(size.rows, size.depth)
    const right = size.turnRight ? turned(drawn(size.columns, size.depth)) : drawn(size.depth, size.columns)
    const out = drawn(size.rows, size.columns)
    kernels.multiply(size, left, right, out, size.adds)
    return [...out.values]
  })
}

it('multiplies as JavaScript does, to the bit', () => {
  expect(wasm.kind).toBe('wasm')
  const draws = drawsOf(1)
  for (let seed = 1; seed <= 400; seed++) {
    const size = {
      rows: 1 + draws.below(14),
      depth: draws.below(seed % 10 === 0 ? 400 : 20),
      columns: 1 + draws.below(14),
      turnLeft: draws.chance(0.5),
      turnRight: draws.chance(0.5),
      adds: draws.chance(0.5),
    }
    expect(product(wasm, seed, size), JSON.stringify({ seed, ...size })).toEqual(product(javascript, seed, size))
  }
})

it('multiplies right: a product worked out by hand', () => {
  const out = wasm.within((room) => {
    const [left, right, sum] = [room(6), room(6), room(4)]
    left.set([1, 2, 3, 4, 5, 6])
    right.set([7, 8, 9, 10, 11, 12])
    sum.set([100, 0, 0, 0])
    const grid = (values: Float64Array, rowStep: number): Grid => ({ values, start: 0, rowStep, columnStep: 1 })
    wasm.multiply({ rows: 2, depth: 3, columns: 2 }, grid(left, 3), grid(right, 2), grid(sum, 2), true)
    return [...sum]
  })
  expect(out).toEqual([158, 64, 139, 154])
})

const ODD = [0, -0, 1e-300, -1e-300, 708, -708, 1e4, -1e4, Infinity, -Infinity, Number.NaN, 0.5, 36.9, -36.9, 745]

it.each(['sigmoid', 'hyperbolicTangent', 'exponential'] as const)('%s: the bits of JavaScript', (name) => {
  const draws = drawsOf(3)
  const numbers = [...ODD, ...Array.from({ length: 5_004 }, () => (draws.unit() - 0.5) * 10 ** (draws.below(5) - 1))]
  const bitsOf = (kernels: MatrixKernels) =>
    kernels.within((room) => {
      const values = room(numbers.length)
      values.set(numbers)
      kernels[name](7, numbers.length / 7, { values, start: 0, rowStep: numbers.length / 7, columnStep: 1 })
      return [...values]
    })
  expect(numbers.length % 7).toBe(0)
  expect(bitsOf(wasm)).toEqual(bitsOf(javascript))
})

it('gives room back, also after a throw, and gives it zeroed', () => {
  const places = [0, 1].map(() => {
    try {
      return wasm.within((room) => {
        const first = room(1_000_000)
        const before = first.reduce((sum, value) => sum + value, 0)
        first.fill(7)
        wasm.within((inner) => inner(10).fill(9))
        const [again] = wasm.within((inner) => inner(10))
        throw new Error(`${first.byteOffset} ${before} ${again} ${first[999_999]}`)
      })
    } catch (error) {
      return String(error)
    }
  })
  expect(places[0]).toMatch(/ 0 0 7$/)
  expect(places[1]).toBe(places[0])
})

it('refuses a matrix that lies elsewhere', () => {
  const elsewhere: Grid = { values: new Float64Array(4), start: 0, rowStep: 2, columnStep: 1 }
  expect(() => wasm.within(() => wasm.sigmoid(2, 2, elsewhere))).toThrow('outside of the memory')
})
