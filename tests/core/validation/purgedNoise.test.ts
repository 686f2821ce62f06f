import { describe, expect, it } from 'vitest'
import { silentBeat } from '../../../src/core/job/beat.ts'
import { matrixFromColumns } from '../../../src/core/models/featureMatrix.ts'
import { fitModel } from '../../../src/core/models/model.ts'
import { areaUnderRoc } from '../../../src/core/models/scores/areaUnderRoc.ts'
import { selectTrainingRows } from '../../../src/core/models/trainingSet.ts'
import { createStream } from '../../../src/core/stats/seededStream.ts'
import { labelCover, purgedRows } from '../../../src/core/validation/purge.ts'
import { planWalkForward } from '../../../src/core/validation/walkForward.ts'

const BARS = 3000
const HORIZON = 10
const PARAMETERS = {
  trees: 60,
  depth: 4,
  learningRate: 0.1,
  minChildWeight: 1,
  minChildRows: 5,
  lambda: 1,
  rowSubsample: 0.8,
  columnSubsample: 1,
}

/** A random walk, slow features of its level, and the sign of its next ten bars: overlapping labels that nothing can foretell. */
function randomWalkSet(unitId: string) {
  const stream = createStream(3, unitId)
  let level = 0
  const path = Float64Array.from({ length: BARS + HORIZON }, () => {
    level += stream.nextNormal()
    return level
  })
  const lagged = (lag: number) => Float64Array.from({ length: BARS }, (_, t) => path[Math.max(0, t - lag)]!)
  const features = matrixFromColumns(['now', 'lag5', 'lag20', 'lag50'], [lagged(0), lagged(5), lagged(20), lagged(50)])
  const label = Uint8Array.from({ length: BARS }, (_, t) => (path[t + HORIZON]! > path[t]! ? 1 : 0))
  const startIndex = Int32Array.from({ length: BARS }, (_, t) => t)
  return {
    set: { features, label, weight: new Float64Array(BARS).fill(1) },
    startIndex,
    endIndex: startIndex.map((t) => t + HORIZON),
  }
}

type Walk = ReturnType<typeof randomWalkSet>

function scoreOf(walk: Walk, trainRows: Int32Array, testRows: Int32Array): number {
  const specification = { kind: 'gradient-boosting', parameters: PARAMETERS } as const
  const model = fitModel(specification, selectTrainingRows(walk.set, trainRows), createStream(4, 'fit'), silentBeat)
  if (!model.ok) throw new Error(model.trouble.message)
  const test = selectTrainingRows(walk.set, testRows)
  return areaUnderRoc(test.label, model.value.predictProbability(test.features)) ?? 0.5
}

const rowsWhere = (isWanted: (row: number) => boolean) =>
  Int32Array.from(Array.from({ length: BARS }, (_, row) => row).filter(isWanted))
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('a random walk under folds', () => {
  const walks = Array.from({ length: 6 }, (_, walk) => randomWalkSet(`walk ${walk}`))

  it('cannot be foretold under purged walk-forward: AUC about one half', () => {
    const scores = walks.flatMap((walk) => {
      const plan = planWalkForward({
        barCount: BARS,
        folds: 4,
        scheme: 'anchored',
        trainShare: 0.4,
        validationShare: 0.1,
        minimumBlockBars: 100,
      })
      if (!plan.ok) throw new Error(plan.trouble.message)
      return plan.value.map(({ train, test }) => {
        const cover = labelCover(walk, test.from, test.to)
        const window = {
          keepFrom: train.from,
          keepTo: train.to,
          testFrom: cover.from,
          testTo: cover.to,
          embargoBars: 0,
        }
        const trainRows = purgedRows({ ...walk, ...window })
        expect(walk.endIndex[trainRows.at(-1)!]).toBeLessThan(train.to)
        return scoreOf(
          walk,
          trainRows,
          rowsWhere((row) => row >= test.from && row < test.to),
        )
      })
    })
    expect(Math.abs(mean(scores) - 0.5)).toBeLessThan(0.04)
  })

  it('seems foretold under shuffled folds: the test can fail', () => {
    const scores = walks.map((walk, index) => {
      const stream = createStream(8, `shuffle ${index}`)
      const isTest = Uint8Array.from({ length: BARS }, () => (stream.nextUniform() < 0.2 ? 1 : 0))
      return scoreOf(
        walk,
        rowsWhere((row) => isTest[row] === 0),
        rowsWhere((row) => isTest[row] === 1),
      )
    })
    expect(mean(scores)).toBeGreaterThan(0.65)
  })
})
