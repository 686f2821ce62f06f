import { describe, expect, it } from 'vitest'
import { MODEL_MESSAGE } from '../../../src/main/adapters/onnx/onnxSchema.ts'
import { onnxTerms, runOnnx } from '../../../src/main/engine/exchange/runOnnx.ts'
import type { OnnxSlot } from '../../../src/main/engine/ports/onnxFiles.ts'
import { onnx, tableOfValues } from './onnxScene.ts'

const slot = (name: string, type: OnnxSlot['type'], ...shape: (number | null)[]): OnnxSlot => ({ name, type, shape })
const proba = slot('probabilities', 'float', null, 2)

function termsOf(inputs: readonly OnnxSlot[], outputs: readonly OnnxSlot[], wish = {}) {
  const terms = onnxTerms({ inputs, outputs, facts: {} }, wish)
  return terms.ok ? terms.value : terms.trouble.code
}

describe('the input and output of an ONNX model', () => {
  it('are found, or refused by a code', () => {
    const input = slot('x', 'float', null, 3)
    const label = slot('label', 'int64', null)
    expect(termsOf([input], [label, proba])).toMatchObject({ output: 'probabilities', columns: 3, steps: 1 })
    expect(termsOf([slot('x', 'float', 1, 3)], [proba])).toMatchObject({ rowsAtATime: 1 })
    expect(termsOf([slot('x', 'double', null, 5, 3)], [proba])).toMatchObject({ columns: 3, steps: 5 })
    expect(termsOf([slot('x', 'float', null, null)], [proba])).toMatchObject({ columns: null })
    for (const odd of [
      slot('x', null),
      slot('x', 'int64', null, 3),
      slot('x', 'float', 3),
      slot('x', 'float', 7, 3),
      slot('x', 'float', null, null, 3),
      slot('x', 'float', null, 1, 1, 3),
    ])
      expect(termsOf([odd], [proba])).toBe('onnx-other-inputs')
    expect(termsOf([input, slot('y', 'float', null, 1)], [proba])).toBe('onnx-other-inputs')
    expect(termsOf([input], [proba], { input: 'z' })).toBe('onnx-other-inputs')
    expect(termsOf([input], [label])).toBe('onnx-other-outputs')
    expect(termsOf([input], [proba, slot('raw', 'float', null, 1)])).toBe('onnx-which-output')
    expect(termsOf([input], [proba, slot('raw', 'float', null, 1)], { output: 'raw' })).toMatchObject({ output: 'raw' })
  })

  it('float models of one row at a time run too, and of two classes the second counts', {
    timeout: 60_000,
  }, async () => {
    const dims = (...sizes: number[]) => ({ dim: sizes.map((dimValue) => ({ dimValue })) })
    const value = (name: string, ...sizes: number[]) => ({
      name,
      type: { tensorType: { elemType: 1, shape: dims(...sizes) } },
    })
    const weights = Buffer.from(new Float32Array([1, 0, 0, 2, 0, 0.5]).buffer)
    const graph = {
      name: 'two classes',
      node: [
        { input: ['x', 'w'], output: ['z'], opType: 'MatMul' },
        { input: ['z'], output: ['p'], opType: 'Softmax' },
      ],
      initializer: [{ name: 'w', dims: [3, 2], dataType: 1, rawData: weights }],
      input: [value('x', 1, 3)],
      output: [value('p', 1, 2)],
    }
    const message = { irVersion: 8, opsetImport: [{ domain: '', version: 17 }], graph }
    const bytes = MODEL_MESSAGE.encode(MODEL_MESSAGE.fromObject(message)).finish()
    const facts = onnx.inspect(bytes)
    const terms = facts.ok ? onnxTerms(facts.value, {}) : facts
    if (!terms.ok) throw new Error(terms.trouble.message)
    const values = Float64Array.of(1, 2, 3, -1, 0.5, 0, Number.NaN, 1, 1)
    const table = tableOfValues(values, 'classification')
    const result = await runOnnx(onnx, bytes, terms.value, table, new AbortController().signal, () => {})
    if (!result.ok) throw new Error(result.trouble.message)
    const second = (x: number, y: number, z: number) => 1 / (1 + Math.exp(x - (2 * y + 0.5 * z)))
    expect(result.value[0]).toBeCloseTo(second(1, 2, 3), 6)
    expect(result.value[1]).toBeCloseTo(second(-1, 0.5, 0), 6)
    expect(result.value[2]).toBeNaN()
  })
})
