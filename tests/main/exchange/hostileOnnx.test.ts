import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Cancelled } from '../../../src/core/job/cancelled.ts'
import { onnxModelOf } from '../../../src/core/models/exchange/onnx/modelGraph.ts'
import { createOnnxFiles } from '../../../src/main/adapters/onnx/onnxFiles.ts'
import { MODEL_MESSAGE } from '../../../src/main/adapters/onnx/onnxSchema.ts'
import { drawTrees } from '../../core/models/exchange/drawnTrees.ts'
import { neuralData, onnx } from './onnxScene.ts'

const going = () => new AbortController().signal
const trees = onnx.encode(onnxModelOf({ models: [drawTrees({ seed: 1 })], calibrators: [], facts: {} }))

function codeOf(message: object): string | null {
  const found = onnx.inspect(MODEL_MESSAGE.encode(MODEL_MESSAGE.fromObject(message)).finish())
  return found.ok ? null : found.trouble.code
}

const value = (name: string) => ({
  name,
  type: { tensorType: { elemType: 11, shape: { dim: [{ dimParam: 'rows' }, { dimValue: 3 }] } } },
})
const node = (opType: string, attribute: readonly object[] = []) => ({ input: ['x'], output: ['y'], opType, attribute })
const graphOf = (...nodes: readonly object[]) => ({ node: nodes, input: [value('x')], output: [value('y')] })
const outside = {
  name: 'w',
  dims: [1],
  dataType: 1,
  dataLocation: 1,
  externalData: [{ key: 'location', value: '/etc/passwd' }],
}

describe('hostile ONNX files', () => {
  it('are refused where they name other files, wherever in them', () => {
    expect(codeOf({ graph: graphOf(node('Relu')) })).toBeNull()
    expect(codeOf({ graph: { ...graphOf(node('Relu')), initializer: [outside] } })).toBe('onnx-external-data')
    expect(codeOf({ graph: graphOf(node('Constant', [{ name: 'value', t: outside }])) })).toBe('onnx-external-data')
    const inner = { name: 'then_branch', g: { node: [node('Relu')], initializer: [outside] } }
    expect(codeOf({ graph: graphOf(node('If', [inner])) })).toBe('onnx-external-data')
    const sparse = { values: outside, indices: { dims: [1] } }
    expect(codeOf({ graph: { ...graphOf(node('Relu')), sparseInitializer: [sparse] } })).toBe('onnx-external-data')
  })

  it('are refused where they may run for ever, in functions and branches too', () => {
    expect(codeOf({ graph: graphOf(node('Loop')) })).toBe('onnx-endless-loop')
    expect(codeOf({ graph: graphOf(node('Own')), functions: [{ node: [node('Loop')] }] })).toBe('onnx-endless-loop')
    const inner = { name: 'body', g: graphOf(node('Loop')) }
    expect(codeOf({ graph: graphOf(node('Scan', [inner])) })).toBe('onnx-endless-loop')
    expect(codeOf({ graph: { node: [] } })).toBe('onnx-unreadable')
    expect(codeOf({})).toBe('onnx-unreadable')
  })

  it('are answered whatever their bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const found = onnx.inspect(bytes)
        if (!found.ok) expect(found.trouble.code).toMatch(/^onnx-/)
      }),
    )
    fc.assert(
      fc.property(fc.nat(trees.length - 1), fc.nat(255), (at, byte) => {
        const changed = trees.slice()
        changed[at] = byte
        const found = onnx.inspect(changed)
        if (!found.ok) expect(found.trouble.code).toMatch(/^onnx-/)
      }),
    )
  })

  it('never end the program when they are loaded', { timeout: 120_000 }, async () => {
    for (let at = 40; at < trees.length; at += Math.ceil(trees.length / 12)) {
      const changed = trees.slice()
      changed.fill(255, at, at + 4)
      const session = await createOnnxFiles(20_000).open(changed, going())
      if (!session.ok) expect(session.trouble.code).toBe('onnx-unusable')
      else {
        const input = { name: 'features', type: 'double', shape: [null, 3] } as const
        const ran = await session.value.run(input, { shape: [2, 3], values: new Float64Array(6) }, 'probability')
        if (!ran.ok) expect(ran.trouble.code).toBe('onnx-run-failed')
        await session.value.close()
      }
    }
  })

  it('are stopped after their time, and when the job is cancelled', { timeout: 60_000 }, async () => {
    const large = onnx.encode(
      onnxModelOf({ models: [neuralData('lstm', 'regression', 1)], calibrators: [], facts: {} }),
    )
    const late = await createOnnxFiles(1).open(large, going())
    expect(late.ok ? null : late.trouble.code).toBe('onnx-too-slow')
    await expect(createOnnxFiles().open(large, AbortSignal.abort())).rejects.toThrow(Cancelled)
  })
})
