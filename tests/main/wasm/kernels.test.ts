import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { buildKernels, KERNEL_FILES } from '../../../scripts/buildKernels.ts'
import { createJavascriptKernels } from '../../../src/core/backtest/signals/javascriptKernels.ts'
import type { Kernels } from '../../../src/core/backtest/signals/kernels.ts'
import { loadKernels } from '../../../src/main/adapters/wasm/wasmKernels.ts'
import { drawsOf } from '../../core/backtest/randomBacktest.ts'

/** Pairs that stress rounding to 32 bits: equal values, neighbours in the last bit, both zeros, infinities, what only 64 bits can hold, nothing at all. */
function oddPair(seed: number, bars: number): readonly [Float64Array, Float64Array] {
  const draws = drawsOf(seed)
  const smooth = draws.chance(0.5)
  let level = 100
  const left = new Float64Array(bars)
  const right = new Float64Array(bars)
  for (let bar = 0; bar < bars; bar++) {
    level += draws.unit() - 0.5
    left[bar] = level
    right[bar] = smooth ? level + Math.sin(bar / 40) * 3 : level * (1 + (draws.below(3) - 1) * 2 ** -50)
    if (draws.chance(0.01)) left[bar] = draws.pick([Number.NaN, 1e300, -1e300, 0, -0, 5e-324, Infinity, -Infinity])
    if (draws.chance(0.01)) right[bar] = draws.pick([Number.NaN, 1e300, 2e300, 0, -0, 1e-320, Infinity, -Infinity])
  }
  if (draws.chance(0.3)) left.fill(Number.NaN, 0, Math.min(bars, draws.below(100)))
  return [left, right]
}

function compared(kernels: Kernels, [left, right]: readonly [Float64Array, Float64Array]) {
  kernels.forget()
  const place = (values: Float64Array) => {
    const column = kernels.column(values.length)
    column.set(values)
    kernels.settle(column)
    return column
  }
  const [a, b] = [place(left), place(right)]
  const begins = kernels.bits(left.length).fill(0xdeadbeef)
  const fails = kernels.bits(left.length).fill(0xdeadbeef)
  kernels.crossings(a, b, begins, fails)
  return { greater: [...kernels.whereGreater(a, b, kernels.bits(left.length))], begins: [...begins], fails: [...fails] }
}

it('compares as JavaScript does, to the bit', () => {
  const wasm = loadKernels()
  expect(wasm.kind).toBe('wasm')
  const javascript = createJavascriptKernels()
  for (let seed = 1; seed <= 600; seed++) {
    const pair = oddPair(seed, 1 + (seed % 331))
    expect(compared(wasm, pair), `seed ${seed}`).toEqual(compared(javascript, pair))
  }
})

it('bootstraps as JavaScript does, to the bit, without eating memory', () => {
  const wasm = loadKernels()
  const draws = drawsOf(7)
  for (const length of [2, 3, 64, 1_001]) {
    const returns = Float64Array.from({ length }, () => (draws.unit() - 0.48) / 20)
    const figures = wasm.bootstrapFigures(returns, 777_000, 50, 0.1)
    expect([...figures]).toEqual([...createJavascriptKernels().bootstrapFigures(returns, 777_000, 50, 0.1)])
  }
  const before = wasm.column(1).byteOffset
  for (let round = 0; round < 100; round++) wasm.bootstrapFigures(new Float64Array(1_000), 1, 100, 0.5)
  expect(wasm.column(1).byteOffset - before).toBeLessThan(10_000)
})

it('keeps columns good while its memory grows', () => {
  const kernels = loadKernels()
  const first = kernels.column(10).fill(3)
  const bits = kernels.bits(100).fill(5)
  const far = kernels.column(3_000_000).fill(1)
  first[9] = 4
  expect([first[0], first[9], bits[3], far[2_999_999]]).toEqual([3, 4, 5, 1])
})

it.each(KERNEL_FILES)('%s stands beside the code that it was built from', (name) => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-kernels-'))
  try {
    const file = join(folder, `${name}.wasm`)
    expect(buildKernels(name, file)).toBeNull()
    expect(readFileSync(file).equals(readFileSync(`src/main/adapters/wasm/${name}.wasm`))).toBe(true)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
