import { describe, expect, it } from 'vitest'
import { modelFileSchema } from '../../../../src/core/contract/modelRecordFile.ts'
import { LEARNERS } from '../../../../src/core/models/learners.ts'
import { benchOf, runTrainUnit } from '../../../../src/core/pipeline/training/trainRunner.ts'
import type { FittedPart } from '../../../../src/core/pipeline/training/trainUnits.ts'
import { loadModelKernels } from '../../../../src/main/adapters/wasm/modelKernels.ts'
import { payloadOf, trainingData } from './trainingScene.ts'

const QUICK: Readonly<Record<string, number>> = { n_estimators: 10, epochs: 1, sequence_length: 5 }
/** Rows of the scene that a kind of model has a prediction of, where that is not all. */
const PREDICTED: Readonly<Record<string, number>> = { lstm: 296, gru: 296, transformer: 296, tcn: 296 }
const kinds = LEARNERS.flatMap((learner) => learner.tasks.map((task) => ({ type: learner.type, task, learner })))
const ensembles = (['voting', 'blending', 'stacking'] as const).map((type) => ({ type, task: 'regression' as const }))

/** The model that is kept is made of its file and compared with itself within the unit; here its file's schema is asked too. */
function fitted(type: string, task: 'classification' | 'regression', more: object) {
  const payload = payloadOf(trainingData({ rows: 300, task }), { model_type: type, learning_curve: false, ...more })
  const bench = benchOf(payload, loadModelKernels())
  const { settings } = payload.recipe
  const unit = { kind: 'fit', part: payload.plan.splits.length, seed: 0, settings } as const
  const result = runTrainUnit(bench, unit, () => {})
  const tested = runTrainUnit(bench, { ...unit, part: 4 }, () => {})
  if (result.kind !== 'fit' || tested.kind !== 'fit') throw new Error('Not a fit')
  return { kept: result, tested }
}

function checkFile({ model, signalSizes }: FittedPart) {
  const head = { schemaVersion: 1, modelId: 'a', sha256: 'b', engineVersion: 'c', contentSha256: 'd', calibrators: [] }
  expect(
    modelFileSchema.safeParse({ ...head, models: [model], signalSizes: [signalSizes] }).error?.issues ?? [],
  ).toEqual([])
}

describe('every kind of model', () => {
  it.each(kinds)('$type on $task is fitted, kept and read back', ({ type, task, learner }) => {
    const named = learner.parameters.filter(({ name }) => QUICK[name] !== undefined)
    const parameters = Object.fromEntries(named.map(({ name }) => [name, QUICK[name]]))
    const { kept, tested } = fitted(type, task, { parameters })
    expect(kept.trouble).toBe(null)
    expect(tested.trouble).toBe(null)
    expect(tested.fitted!.predictions.every((value) => value !== null)).toBe(true)
    checkFile(kept.fitted!)
    expect(kept.fitted!.signalSizes.length).toBe(task === 'regression' ? (PREDICTED[type] ?? 300) : 0)
    // Neural models alone have no exact parts; what is reported of columns is there for every kind.
    const { contributions, dependence, drift, importance } = tested.fitted!
    expect(contributions === null).toBe(kept.fitted!.model!.form === 'neural')
    expect([dependence.length, drift.length, importance!.columns.length]).toEqual([4, 4, 4])
    for (const { mean, low, high } of dependence)
      expect([...mean, ...low, ...high].every((value) => Number.isFinite(value))).toBe(true)
  })

  it.each(ensembles)('$type of two kinds is, too', ({ type, task }) => {
    const members = ['ridge', { model_type: 'xgboost', parameters: { n_estimators: 10 } }]
    const { kept } = fitted(type, task, { members })
    expect(kept.trouble).toBe(null)
    checkFile(kept.fitted!)
  })
})
