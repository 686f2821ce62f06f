import { describe, expect, it } from 'vitest'
import { silentBeat } from '../../../src/core/job/beat.ts'
import { fitModel } from '../../../src/core/models/model.ts'
import { permutationImportance } from '../../../src/core/models/permutationImportance.ts'
import { splitGainImportance } from '../../../src/core/models/splitGainImportance.ts'
import { createStream } from '../../../src/core/stats/seededStream.ts'
import { randomTrainingSet } from './randomTrainingSet.ts'

const parameters = {
  trees: 40,
  depth: 3,
  learningRate: 0.1,
  minChildWeight: 1,
  minChildRows: 5,
  lambda: 1,
  rowSubsample: 1,
  columnSubsample: 1,
}
const fitted = fitModel(
  { kind: 'gradient-boosting', parameters },
  randomTrainingSet('importance train', 2000, 8),
  createStream(1, 'fit'),
  silentBeat,
)
if (!fitted.ok) throw new Error(fitted.trouble.message)
const model = fitted.value

describe('feature importance', () => {
  it('by split gain: shares that sum to 1, the four real features on top', () => {
    const data = model.toJson()
    if (data.kind !== 'gradient-boosting') throw new Error(data.kind)
    const shares = splitGainImportance(data, 8)
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
    expect(Math.min(...shares.subarray(0, 4))).toBeGreaterThan(Math.max(...shares.subarray(4)))
    expect(Array.from(splitGainImportance({ baseMargin: 0, trees: [] }, 2))).toEqual([0, 0])
  })

  it('by permutation on unseen rows: real features rise, noise stays near 0', () => {
    const test = randomTrainingSet('importance test', 1500, 8)
    const importance = permutationImportance(model, test, 5, createStream(2, 'shuffle'), silentBeat)!
    for (let column = 0; column < 8; column++) {
      const rise = importance.meanRise[column]!
      if (column < 4) expect(rise).toBeGreaterThan(0.02)
      else expect(Math.abs(rise)).toBeLessThan(0.01)
    }
    expect(importance.baseline).toBeLessThan(Math.LN2)
    const again = permutationImportance(model, test, 5, createStream(2, 'shuffle'), silentBeat)!
    expect(again).toEqual(importance)
  })

  it('by permutation is null where the rows carry no weight', () => {
    const test = randomTrainingSet('importance test', 10, 8)
    const weightless = { ...test, weight: new Float64Array(10) }
    expect(permutationImportance(model, weightless, 2, createStream(2, 'shuffle'), silentBeat)).toBeNull()
  })
})
