import { describe, expect, it } from 'vitest'
import { silentBeat } from '../../../src/core/job/beat.ts'
import { fitModel, type ModelSpecification } from '../../../src/core/models/model.ts'
import { readModel } from '../../../src/core/models/readModel.ts'
import { createStream } from '../../../src/core/stats/seededStream.ts'
import { randomTrainingSet } from './randomTrainingSet.ts'

const SPECIFICATIONS: readonly ModelSpecification[] = [
  { kind: 'logistic-regression', l2: 2 },
  {
    kind: 'gradient-boosting',
    parameters: {
      trees: 12,
      depth: 3,
      learningRate: 0.1,
      minChildWeight: 1,
      minChildRows: 5,
      lambda: 1,
      rowSubsample: 0.8,
      columnSubsample: 0.8,
    },
  },
]

describe.each(SPECIFICATIONS)('$kind as a Model', (specification) => {
  const set = randomTrainingSet('model', 300, 5, 0.1)
  const outcome = fitModel(specification, set, createStream(3, 'model'), silentBeat)
  if (!outcome.ok) throw new Error(outcome.trouble.message)
  const model = outcome.value

  it('predicts the same bits after a round trip through JSON text', () => {
    const again = readModel(JSON.parse(JSON.stringify(model.toJson())))
    if (!again.ok) throw new Error(again.trouble.message)
    expect(again.value.predictProbability(set.features)).toEqual(model.predictProbability(set.features))
    for (const probability of model.predictProbability(set.features)) {
      expect(probability).toBeGreaterThan(0)
      expect(probability).toBeLessThan(1)
    }
  })

  it('refuses features of other names', () => {
    const renamed = { ...set.features, names: ['a', 'b', 'c', 'd', 'e'] }
    expect(() => model.predictProbability(renamed)).toThrow('feature_0')
  })

  it('passes on that one class is not enough', () => {
    const oneClass = fitModel(
      specification,
      { ...set, label: new Uint8Array(300) },
      createStream(3, 'model'),
      silentBeat,
    )
    expect(oneClass.ok ? 'fitted' : oneClass.trouble.code).toBe('one-class-labels')
  })

  it('is not read from damaged JSON', () => {
    const text = JSON.stringify(model.toJson())
    const damaged: readonly unknown[] = [
      null,
      [],
      {},
      { ...JSON.parse(text), kind: 'oracle' },
      { ...JSON.parse(text), names: ['only one'] },
      JSON.parse(text.replace(/"(intercept|baseMargin)":/, '"gone":')),
      JSON.parse(text.replace(/"(coefficients|left)":\[[^,]+/, '"$1":["x"')),
      JSON.parse(text.replace(/"(deviations|value)":\[[^,]+,/, '"$1":[')),
    ]
    for (const json of damaged) {
      const read = readModel(json)
      expect(read.ok ? 'read' : read.trouble.code).toBe('model-invalid')
    }
  })
})

it('a stored tree whose child comes before its parent, or whose column does not exist, is not read', () => {
  const set = randomTrainingSet('model', 300, 5)
  const outcome = fitModel(SPECIFICATIONS[1]!, set, createStream(3, 'model'), silentBeat)
  if (!outcome.ok) throw new Error(outcome.trouble.message)
  const text = JSON.stringify(outcome.value.toJson())
  expect(readModel(JSON.parse(text)).ok).toBe(true)
  expect(readModel(JSON.parse(text.replace(/"left":\[\d+/, '"left":[0'))).ok).toBe(false)
  expect(readModel(JSON.parse(text.replace(/"column":\[\d+/, '"column":[99'))).ok).toBe(false)
})
