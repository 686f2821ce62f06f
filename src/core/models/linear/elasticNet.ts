import { failure, type Outcome, success } from '../../outcome/outcome.ts'
import type { FitContext, LearnerParameter } from '../learner.ts'
import { coordinateDescent } from './coordinateDescent.ts'
import { leastSquaresLearner } from './leastSquares.ts'
import type { WeightedMoments } from './weightedMoments.ts'

/** Breach of the conditions of the minimum, in correlations: where the search ends, and what is still a solution where rounding ends it earlier. */
const TOLERANCE = 1e-12
const ACCEPTED = 1e-7

const ALPHA: LearnerParameter = {
  name: 'alpha',
  meaning: 'penalty on the coefficients; columns and target are standardised, so at 1 and above no column is left',
  standard: 0.01,
  least: 0,
  most: 1e6,
  isWhole: false,
  search: { from: 1e-4, to: 1, scale: 'log' },
}

/** Lasso (Tibshirani 1996): min 1/(2n) sum_i w_i (y_i - a - b.x_i)^2 + alpha ||b||_1, weights of mean 1, columns and target standardised. Zeros are exact. */
export const lassoLearner = leastSquaresLearner(
  { type: 'lasso', title: 'Lasso', parameters: [ALPHA] },
  (moments, { alpha = 0.01 }, context) => solveElasticNet(moments, alpha, 0, context),
)

/** Elastic net (Zou & Hastie 2005): the lasso with penalty alpha (l1_ratio ||b||_1 + (1 - l1_ratio) / 2 ||b||^2). */
export const elasticNetLearner = leastSquaresLearner(
  {
    type: 'elastic_net',
    title: 'Elastic net',
    parameters: [
      ALPHA,
      {
        name: 'l1_ratio',
        meaning: 'share of the penalty that is on absolute values; the rest is on squares',
        standard: 0.5,
        least: 0,
        most: 1,
        isWhole: false,
        search: { from: 0.05, to: 1, scale: 'linear' },
      },
    ],
  },
  (moments, { alpha = 0.01, l1_ratio: share = 0.5 }, context) =>
    solveElasticNet(moments, alpha * share, alpha * (1 - share), context),
)

function solveElasticNet(
  { gram, moments, total }: WeightedMoments,
  absolute: number,
  square: number,
  { beat }: FitContext,
): Outcome<Float64Array> {
  const size = moments.length
  const quadratic = gram.map((value) => value / total)
  for (let j = 0; j < size; j++) quadratic[j * size + j]! += square
  const linear = moments.map((value) => value / total)
  const penalty = new Float64Array(size).fill(absolute)
  const { x, violation, sweeps } = coordinateDescent(
    quadratic,
    linear,
    penalty,
    new Float64Array(size),
    TOLERANCE,
    beat,
  )
  return violation <= ACCEPTED
    ? success(x)
    : failure(
        'elastic-net-not-converged',
        `The coefficients still moved after ${sweeps} sweeps over the columns.`,
        'Raise alpha, or leave out columns that repeat each other.',
      )
}
