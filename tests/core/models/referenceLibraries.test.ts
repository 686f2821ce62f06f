import { expect, it } from 'vitest'
import { silentBeat } from '../../../src/core/job/beat.ts'
import { fitGradientBoosting, predictBoosting } from '../../../src/core/models/boosting/gradientBoosting.ts'
import { fitModel } from '../../../src/core/models/model.ts'
import { logLoss } from '../../../src/core/models/scores/logLoss.ts'
import { createStream } from '../../../src/core/stats/seededStream.ts'
import { randomTrainingSet } from './randomTrainingSet.ts'

// xgboost 1.7.4, tree_method 'exact' and 'hist' alike: training log loss of 40 trees, depth 4, eta 0.1, min_child_weight 1, lambda 1,
// base_score = weighted base rate, on the sets below (1500 x 12, rounded to sixteenths; the second with 10 % missing values).
it.each([
  ['r0', 0, 0.4337944198512738],
  ['r1', 0.1, 0.4566333366335534],
])('gradient boosting grows the trees of xgboost on %s', (unitId, missingShare, expected) => {
  const drawn = randomTrainingSet(unitId, 1500, 12, missingShare)
  const features = { ...drawn.features, values: drawn.features.values.map((value) => Math.round(value * 16) / 16) }
  const set = { ...drawn, features, weight: drawn.weight.map(Math.fround) }
  const parameters = {
    trees: 40,
    depth: 4,
    learningRate: 0.1,
    minChildWeight: 1,
    minChildRows: 1,
    lambda: 1,
    rowSubsample: 1,
    columnSubsample: 1,
  }
  const model = fitGradientBoosting(set, parameters, createStream(1, 'reference'), silentBeat)
  if (!model.ok) throw new Error(model.trouble.message)
  // xgboost computes in single precision.
  expect(logLoss(set.label, predictBoosting(model.value, features), set.weight)).toBeCloseTo(expected, 7)
})

// scikit-learn 1.2.1, LogisticRegression(C=1/2, solver='newton-cholesky', tol=1e-13) on columns standardised with ddof 0.
it('logistic regression gives the coefficients of scikit-learn', () => {
  const set = randomTrainingSet('xa', 1000, 20)
  const model = fitModel({ kind: 'logistic-regression', l2: 2 }, set, createStream(1, 'reference'), silentBeat)
  if (!model.ok) throw new Error(model.trouble.message)
  const data = model.value.toJson()
  if (data.kind !== 'logistic-regression') throw new Error(data.kind)
  expect(data.intercept).toBeCloseTo(0.011753342361584235, 11)
  const expected = [0.610482644305373, 0.03840771891833646, 0.013326428227312302, -0.7423039821686646]
  expected.forEach((coefficient, k) => {
    expect(data.coefficients[k]).toBeCloseTo(coefficient, 11)
  })
})
