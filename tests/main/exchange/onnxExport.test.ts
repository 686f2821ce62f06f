import { describe, expect, it } from 'vitest'
import { type CalibratorData, calibratorOf } from '../../../src/core/models/calibration/calibrator.ts'
import { type ExportedModels, onnxModelOf, stepsOf } from '../../../src/core/models/exchange/onnx/modelGraph.ts'
import type { TrainedModelData } from '../../../src/core/models/trainedModelData.ts'
import { drawRows, drawTrees, worstGap } from '../../core/models/exchange/drawnTrees.ts'
import { linearData, neuralData, onnx, ours, theirs } from './onnxScene.ts'

const ROWS = 200

/** onnxruntime has LSTM and GRU in float32 only, and takes the norms of a transformer together with a float32 epsilon. */
const BOUNDS = { mlp: 1e-12, tcn: 1e-12, transformer: 1e-8, lstm: 1e-6, gru: 1e-6 } as const

async function gapOf(data: TrainedModelData, calibrators: readonly CalibratorData[] = []): Promise<number> {
  const values = drawRows(drawTrees({ seed: 9 }), ROWS, 4, false)
  values[3] = Number.POSITIVE_INFINITY
  const exported: ExportedModels = { models: [data], calibrators, facts: {} }
  const expected = calibrators.reduce((given, calibrator) => calibratorOf(calibrator).apply(given), ours(data, values))
  const found = await theirs(onnxModelOf(exported), values, stepsOf(data))
  expect(new Set(expected).size).toBeGreaterThan(10)
  return worstGap(found, expected)
}

describe('models as ONNX, run by onnxruntime-web', () => {
  it.each(['classification', 'regression'] as const)(
    'linear, %s: to 1e-14, missing and constant columns too',
    async (task) => {
      expect(await gapOf(linearData(task))).toBeLessThan(1e-14)
    },
  )

  it.each([
    ['logistic', false],
    ['identity', false],
    ['identity', true],
  ] as const)('trees, %s, mean of leaves %s: every row falls alike, to 1e-6', async (link, averages) => {
    for (const seed of [1, 2]) {
      const data = drawTrees({ seed, link, averages, trees: 40, depth: 5 })
      expect(await gapOf(data)).toBeLessThan(1e-6)
    }
    expect(await gapOf({ ...drawTrees({ seed: 1, trees: 3 }) })).toBeLessThan(1e-6)
  })

  it('trees with categories', async () => {
    const data = drawTrees({ seed: 6, trees: 20 })
    const { threshold } = data.trees[0]!
    const categories = [{ column: 0, categories: [threshold[0] ?? 1, 2, 3], values: [0.4, -0.3, 0.1], otherwise: 0.05 }]
    expect(await gapOf({ ...data, categories })).toBeLessThan(1e-6)
  })

  it.each(
    (['mlp', 'transformer', 'tcn', 'lstm', 'gru'] as const).flatMap((kind) =>
      (['classification', 'regression'] as const).map((task) => [kind, task] as const),
    ),
  )('%s, %s', async (kind, task) => {
    const gap = await gapOf(neuralData(kind, task, 5))
    expect(gap).toBeLessThan(BOUNDS[kind])
  })

  it('ensembles, of members of one row and of windows, with and without a meta model', async () => {
    const members = [linearData('classification'), drawTrees({ seed: 2 }), neuralData('lstm', 'classification', 3)]
    const head = {
      form: 'ensemble',
      type: 'voting',
      task: 'classification',
      names: members[0]!.names,
      members,
    } as const
    expect(await gapOf({ ...head, memberWeights: [1, 2, 3], meta: null })).toBeLessThan(1e-6)
    const meta = linearData('classification', ['member_1', 'member_2', 'member_3'])
    expect(await gapOf({ ...head, memberWeights: [], meta })).toBeLessThan(1e-6)
  })

  it('calibrated', async () => {
    const data = linearData('classification')
    expect(await gapOf(data, [{ method: 'platt', slope: 1.3, intercept: -0.2 }])).toBeLessThan(1e-12)
    const isotonic = { method: 'isotonic', probabilities: [0.2, 0.4, 0.6, 0.7], shares: [0.1, 0.1, 0.5, 0.9] } as const
    expect(await gapOf(data, [isotonic])).toBeLessThan(1e-12)
  })

  it('several seeds are their mean', async () => {
    const values = drawRows(drawTrees({ seed: 9 }), ROWS, 4, false)
    const models = [drawTrees({ seed: 1 }), drawTrees({ seed: 2 })]
    const [one, two] = models.map((data) => ours(data, values))
    const found = await theirs(onnxModelOf({ models, calibrators: [], facts: {} }), values, 1)
    expect(
      worstGap(
        found,
        one!.map((value, at) => (value + two![at]!) / 2),
      ),
    ).toBeLessThan(1e-6)
  })

  it('has the same bytes twice', () => {
    const bytes = () =>
      onnx.encode(onnxModelOf({ models: [neuralData('gru', 'regression', 1)], calibrators: [], facts: {} }))
    expect(bytes()).toEqual(bytes())
  })
})
